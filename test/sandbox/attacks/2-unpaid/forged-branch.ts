import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "probes branches that were never opened, with objects of its own making",
  heldBy: "contract",
  source: controllerSource(`
    const forged = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => ({ index, depth: 9, finished: true })) as Branch[];
    question.probe(forged);
    return majority(forged.map(({ answer }) => answer));`),
  succeeded: wasRightTooCheaply,
};
