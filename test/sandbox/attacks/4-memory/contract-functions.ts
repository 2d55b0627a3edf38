import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on a function of the contract",
  heldBy: "realm",
  source: rememberingSource("majority"),
  succeeded: remembered,
};
