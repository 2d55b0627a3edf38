import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasOtherwiseAgain } from "../signs.ts";

export const attack: Attack = {
  title: "decides by random bytes of the machine",
  heldBy: "audit",
  source: controllerSource(
    `question.read(crypto.getRandomValues(new Uint8Array(1))[0] % 8);`,
    `declare const crypto: any;`,
  ),
  succeeded: wasOtherwiseAgain,
};
