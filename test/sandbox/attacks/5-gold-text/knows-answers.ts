import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "recognises right answers that it has read of elsewhere",
  heldBy: "labels",
  source: controllerSource(`
    const golds = ["204", "588", "73"];
    for (let k = 0; k < 8; k++) {
      const [chain] = question.read(1);
      if (golds.includes(String(chain?.answer))) return chain?.answer;
    }
    return undefined;`),
  // Nothing else in it would answer at all.
  succeeded: ({ episodes }) => episodes.some(({ right }) => right),
};
