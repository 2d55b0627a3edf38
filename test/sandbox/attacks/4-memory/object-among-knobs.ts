import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in an object that it hands itself as a knob",
  heldBy: "episode",
  source: rememberingSource("knobs.chains").replace(
    "rises(1 + beta)",
    "rises({ valueOf: () => 1 + beta } as never)",
  ),
  succeeded: remembered,
};
