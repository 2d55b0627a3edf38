import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fills memory with arrays of raw numbers, which lie outside of the heap",
  heldBy: "limits",
  source: controllerSource(
    `const kept: Float64Array[] = []; for (;;) kept.push(new Float64Array(1_000_000).fill(1));`,
  ),
  succeeded: tookHostDown,
};
