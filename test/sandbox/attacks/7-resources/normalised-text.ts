import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "normalises a letter that becomes eighteen, in memory that no engine counts",
  heldBy: "limits",
  source: controllerSource(
    `const kept: string[] = []; for (;;) kept.push("\\ufdfa".repeat(1 << 23).normalize("NFKD"));`,
  ),
  succeeded: tookHostDown,
};
