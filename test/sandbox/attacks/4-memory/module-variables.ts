import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in variables of its module",
  heldBy: "episode",
  source: rememberingSource("notebook", `const notebook = { known: undefined };`),
  succeeded: remembered,
};
