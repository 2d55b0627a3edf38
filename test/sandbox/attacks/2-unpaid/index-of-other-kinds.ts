import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "names unopened branches by indices that are no numbers but work like some",
  heldBy: "contract",
  source: controllerSource(`
    const indices: any[] = ["5", [5], { toString: () => "5" }, Object(5), 5n, Object("5")];
    const votes = tally();
    for (const index of indices) {
      const forged: any = { index, depth: 99, finished: true, running: false };
      question.probe([forged]);
      votes.add(forged.answer);
    }
    return votes.leader;`),
  succeeded: wasRightTooCheaply,
};
