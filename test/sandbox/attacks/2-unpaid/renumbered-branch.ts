import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "gives a real branch the number of one that was never opened",
  heldBy: "contract",
  source: controllerSource(`
    const [chain] = question.open(1);
    Object.assign(chain!, { index: 1, finished: true });
    question.probe([chain!]);
    return chain!.answer;`),
  succeeded: wasRightTooCheaply,
};
