import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "probes a copy of its branch that says it is finished, and reads the answer off the copy",
  heldBy: "contract",
  source: controllerSource(`
    const [chain] = question.open(1);
    const copy: any = { ...chain, finished: true, depth: 99, answer: undefined };
    question.probe([copy]);
    return copy.answer ?? chain?.answer;`),
  succeeded: wasRightTooCheaply,
};
