import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads the environment through the constructor of generators",
  heldBy: "child",
  source: controllerSource(
    `const make = Object.getPrototypeOf(function* () {})["con" + "structor"];
    throw new Error(make("yield pro" + "cess.env.AUTOTTS_ATTACK_SECRET")().next().value);`,
  ),
  succeeded: toldSecret,
};
