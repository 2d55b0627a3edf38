import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "sets back what was spent once everything is read",
  heldBy: "contract",
  source: controllerSource(`
    const answers = question.read(8).map(({ answer }) => answer);
    (question as any).spentTokens = 0;
    return majority(answers);`),
  succeeded: wasRightTooCheaply,
};
