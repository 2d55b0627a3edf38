import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on the class of the questions that it is given",
  heldBy: "realm",
  source: rememberingSource("Object.getPrototypeOf(question)"),
  succeeded: remembered,
};
