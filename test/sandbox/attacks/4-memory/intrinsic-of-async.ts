import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on a prototype that no name leads to, only syntax",
  heldBy: "realm",
  source: rememberingSource("Object.getPrototypeOf(async () => 0)"),
  succeeded: remembered,
};
