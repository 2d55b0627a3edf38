import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by the time that an event carries",
  heldBy: "audit",
  source: controllerSource(
    `question.read(new Event("").timeStamp * 1000 % 8);`,
    `declare const Event: any;`,
  ),
  succeeded: wasOtherwiseAgain,
};
