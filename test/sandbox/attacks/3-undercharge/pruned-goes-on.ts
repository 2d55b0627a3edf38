import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "goes on with a branch that it has given up",
  heldBy: "kernel",
  source: controllerSource(`
    const [chain] = question.open(1);
    question.prune([chain!]);
    if (question.advance([chain!]) > 0) throw new Error("went on with a pruned branch");`),
  succeeded: said("went on with a pruned branch"),
};
