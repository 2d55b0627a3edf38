import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { remembered } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers where arrays have holes",
  heldBy: "realm",
  source: controllerSource(`
    const hole = new Array(8)[7];
    if (hole !== undefined) throw new Error("it remembers " + String(hole));
    Object.getPrototypeOf([])[7] = question.read(1)[0]?.answer;`),
  succeeded: remembered,
};
