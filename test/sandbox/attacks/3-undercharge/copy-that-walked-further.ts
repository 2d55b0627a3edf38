import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "advances a copy of its branch that pretends to have walked further",
  heldBy: "contract",
  source: controllerSource(`
    const [chain] = question.open(1);
    const copy: any = { ...chain, depth: 99 };
    question.advance([copy]);
    return copy.answer;`),
  succeeded: wasRightTooCheaply,
};
