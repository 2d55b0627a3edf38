import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "names an opened branch when its index is looked at, and another one when it is used",
  heldBy: "contract",
  source: controllerSource(`
    question.open(1);
    let asked = 0;
    const index = { toString: () => (asked++ % 2 === 0 ? "5" : "0") };
    const forged: any = { index, depth: 99, finished: true };
    question.probe([forged]);
    return forged.answer;`),
  succeeded: wasRightTooCheaply,
};
