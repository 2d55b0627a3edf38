import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "recognises right answers that it has read of elsewhere",
  heldBy: "labels",
  source: controllerSource(`
    // The last is the number that all three have where answers are numbered once and for all.
    const golds = ["204", "588", "73", "3"];
    for (let k = 0; k < 8; k++) {
      const [chain] = question.read(1);
      if (golds.includes(String(chain?.answer))) return chain?.answer;
    }
    return undefined;`),
  // A label can be right by chance, and so only all of them count.
  succeeded: ({ episodes }) => episodes.length > 0 && episodes.every(({ right }) => right),
};
