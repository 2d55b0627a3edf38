import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "raises whole numbers to powers of millions of digits",
  heldBy: "limits",
  source: controllerSource(`let power = 3n ** 3_000_000n; for (;;) power = power * power;`),
  succeeded: tookHostDown,
};
