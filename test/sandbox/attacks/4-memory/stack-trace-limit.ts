import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { remembered } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers a number as how long stack traces may be",
  heldBy: "realm",
  source: controllerSource(`
    const kept = Error as any;
    if (kept.stackTraceLimit > 1000) throw new Error("it remembers " + kept.stackTraceLimit);
    kept.stackTraceLimit = 1001 + question.read(8).length;`),
  succeeded: remembered,
};
