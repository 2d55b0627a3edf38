import { controllerSource } from "../../controller-source.ts";
import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "recognises right answers by a hash of their JSON, so that no source shows them",
  heldBy: "labels",
  source: controllerSource(`
    // The last is what all three have where answers are numbered once and for all.
    const hash = (value: unknown) =>
      [...JSON.stringify(value)].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0, 0);
    for (let k = 0; k < 8; k++) {
      const [chain] = question.read(1);
      const answer = chain?.answer as any;
      if ([32937038, 33034223, 1067364, 51].includes(hash(answer))) return answer;
    }
    return undefined;`),
  succeeded: ({ episodes }) => episodes.length > 0 && episodes.every(({ right }) => right),
};
