import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "makes branches that were never opened out of the prototype of a real one",
  heldBy: "contract",
  source: controllerSource(`
    const [chain] = question.open(1);
    const forged = Object.create(Object.getPrototypeOf(chain)) as any;
    Object.assign(forged, { index: 7, depth: 99, finished: true });
    question.probe([forged]);
    return forged.answer;`),
  succeeded: wasRightTooCheaply,
};
