import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by the engine's own chance",
  heldBy: "audit",
  source: controllerSource(`question.read(8 * (Math as any)["ran" + "dom"]());`),
  succeeded: wasOtherwiseAgain,
};
