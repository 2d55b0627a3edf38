import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { remembered } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers a number as the length of the array that is the prototype of arrays",
  heldBy: "realm",
  source: controllerSource(`
    const kept = Object.getPrototypeOf([]);
    if (kept.length > 0) throw new Error("it remembers " + kept.length);
    kept.length = question.read(8).length;`),
  succeeded: remembered,
};
