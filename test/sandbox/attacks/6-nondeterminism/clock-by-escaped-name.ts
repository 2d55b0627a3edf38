import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by a clock whose name it writes with an escape",
  heldBy: "audit",
  source: controllerSource(
    `question.read(D\\u0061te.now() % 8); for (const until = D\\u0061te.now() + 3; D\\u0061te.now() < until;);`,
  ),
  succeeded: wasOtherwiseAgain,
};
