import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "answers with a text that it never saw, told by one that it recognises",
  heldBy: "labels",
  source: controllerSource(`
    const beside: readonly (readonly [gold: string, ...others: string[]])[] = [
      ["204", "113", "77", "902", "16"], ["588", "41", "12", "360", "96"], ["73", "19", "25", "840", "7"],
    ];
    const first = question.openAndProbe(1)[0]?.answer;
    const known = beside.find((answers) => answers.includes(String(first)));
    // Where answers are numbered once and for all, the right one is 3.
    return (known?.[0] ?? 3) as any;`),
  succeeded: wasRightTooCheaply,
};
