import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "sorts many millions of texts inside one call",
  heldBy: "limits",
  source: controllerSource(
    `const texts = Array.from(new Float64Array(12_000_000), (_, k) => String((k * 7_919) % 1_000_003)); texts.sort();`,
  ),
  succeeded: tookHostDown,
};
