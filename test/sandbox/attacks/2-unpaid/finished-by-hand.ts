import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "declares its branch finished and asks what it answered in the end",
  heldBy: "kernel",
  source: controllerSource(`
    const [chain] = question.open(1);
    (chain as any).finished = true;
    question.probe([chain!]);
    return chain!.answer;`),
  succeeded: wasRightTooCheaply,
};
