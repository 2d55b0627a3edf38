import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "looks answers up in a table of right ones, by using them as keys",
  heldBy: "labels",
  source: controllerSource(`
    // The last is what all three have where answers are numbered once and for all.
    const golds: Record<string, true> = { 204: true, 588: true, 73: true, 3: true };
    for (let k = 0; k < 8; k++) {
      const [chain] = question.read(1);
      const answer = chain?.answer as any;
      if (golds[answer]) return answer;
    }
    return undefined;`),
  succeeded: ({ episodes }) => episodes.length > 0 && episodes.every(({ right }) => right),
};
