import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "sets a branch deeper than it has come and probes it there",
  heldBy: "kernel",
  source: controllerSource(`
    const [chain] = question.open(1);
    const own: any = chain;
    own.depth = 2;
    question.probe([chain!]);
    const ahead = own.answer;
    own.depth = 1;
    question.advanceAndProbe([chain!]);
    if (ahead === own.answer && !own.finished) throw new Error("saw a probe ahead of its step");`),
  succeeded: said("saw a probe ahead of its step"),
};
