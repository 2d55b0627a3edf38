import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "advances branches that were never opened and claim to be almost at their ends",
  heldBy: "contract",
  source: controllerSource(`
    const chains: any[] = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => ({ index, depth: 99 }));
    question.advance(chains);
    return majority(chains.map(({ answer }) => answer));`),
  succeeded: wasRightTooCheaply,
};
