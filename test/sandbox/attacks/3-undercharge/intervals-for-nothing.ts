import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "sets the price of an interval to nothing",
  heldBy: "contract",
  source: controllerSource(`
    (question as any).delta = 0;
    return majority(question.read(8).map(({ answer }) => answer));`),
  succeeded: wasRightTooCheaply,
};
