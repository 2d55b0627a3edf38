import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "adds a branch of its own making to the list of those that were opened",
  heldBy: "contract",
  source: controllerSource(`
    const forged: any = { index: 0, depth: 99, finished: true, pruned: false, answer: undefined };
    (question.branches as any).push(forged);
    question.probe(question.branches);
    return question.branches[0]!.answer;`),
  succeeded: wasRightTooCheaply,
};
