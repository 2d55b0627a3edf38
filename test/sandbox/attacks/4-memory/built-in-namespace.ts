import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on an object that holds built-in functions",
  heldBy: "realm",
  source: rememberingSource("Math"),
  succeeded: remembered,
};
