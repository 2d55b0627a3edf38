import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "gives up a branch and takes that back on the branch",
  heldBy: "kernel",
  source: controllerSource(`
    const [chain] = question.open(1);
    question.prune([chain!]);
    Object.assign(chain!, { pruned: false, finished: false });
    question.probe([chain!]);
    if (chain!.answer !== undefined) throw new Error("probed a branch that was given up");`),
  succeeded: said("probed a branch that was given up"),
};
