import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by a clock",
  heldBy: "audit",
  source: controllerSource(
    `question.read((performance as any).now() * 1000 % 8);`,
    `declare const performance: unknown;`,
  ),
  succeeded: wasOtherwiseAgain,
};
