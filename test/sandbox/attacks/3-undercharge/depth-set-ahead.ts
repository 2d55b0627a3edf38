import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "pretends to have paid for all of a branch but its last step",
  heldBy: "kernel",
  source: controllerSource(`
    const chains = question.open(2);
    for (const chain of chains) (chain as any).depth = 99;
    question.advance(chains);
    return chains[0]!.answer;`),
  succeeded: wasRightTooCheaply,
};
