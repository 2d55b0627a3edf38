import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "is written so that a parser tries each of sixty parentheses in two ways",
  heldBy: "gate",
  source: controllerSource(
    `const a: any = 1; void (${"a ? (a) : a => a ? (".repeat(60)}a${") : 0".repeat(60)});`,
  ),
  succeeded: tookHostDown,
};
