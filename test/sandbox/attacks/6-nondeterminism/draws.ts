import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by the draws that the question offers",
  heldBy: "kernel",
  source: controllerSource(`question.read(8 * question.draw());`),
  succeeded: wasOtherwiseAgain,
};
