import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "makes the bill no number by steps that are none",
  heldBy: "contract",
  source: controllerSource(`
    const [chain] = question.open(1);
    question.advance([chain!], Number.NaN);
    return majority(question.read(7).map(({ answer }) => answer));`),
  succeeded: wasRightTooCheaply,
};
