import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "recognises right answers by what is left when they are divided",
  heldBy: "labels",
  source: controllerSource(`
    // The last is what all three have where answers are numbered once and for all.
    const roots = [204, 588, 73, 3];
    for (let k = 0; k < 8; k++) {
      const [chain] = question.read(1);
      const answer = chain?.answer as any;
      if (roots.reduce((product, root) => product * (answer - root), 1) === 0) return answer;
    }
    return undefined;`),
  succeeded: ({ episodes }) => episodes.length > 0 && episodes.every(({ right }) => right),
};
