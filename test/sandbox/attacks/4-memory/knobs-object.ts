import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on the knobs that all episodes are given",
  heldBy: "episode",
  source: rememberingSource("knobs"),
  succeeded: remembered,
};
