import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fails with a text of half a gigabyte",
  heldBy: "limits",
  source: controllerSource(
    `const half = "x".repeat(1 << 28); throw new Error(half + half.slice(100));`,
  ),
  succeeded: tookHostDown,
};
