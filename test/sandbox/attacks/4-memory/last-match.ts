import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { remembered } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers as the last match of any expression",
  heldBy: "realm",
  source: controllerSource(`
    const { $1: known } = RegExp as any;
    if (/^answer /.test(known)) throw new Error("it remembers " + known);
    /(.*)/.test("answer " + String(question.read(1)[0]?.answer));`),
  succeeded: remembered,
};
