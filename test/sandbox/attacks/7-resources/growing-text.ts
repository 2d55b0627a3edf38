import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fills memory with texts, each too long for two",
  heldBy: "limits",
  source: controllerSource(
    `const kept: string[] = []; for (let k = 0; ; k++) { const text = "x".repeat(1 << 26) + k; text.charCodeAt(1); kept.push(text); }`,
  ),
  succeeded: tookHostDown,
};
