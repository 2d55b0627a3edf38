import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on the prototype of arrays",
  heldBy: "realm",
  source: rememberingSource("Object.getPrototypeOf([])"),
  succeeded: remembered,
};
