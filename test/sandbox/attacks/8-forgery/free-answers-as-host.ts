import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "claims the majority of all branches for no tokens after breaking out",
  heldBy: "verifier",
  asHost: async (host) => {
    const { branchOffsets, finals } = host.tables;
    const commonest = (question: number) => {
      const ids = Array.from(finals.slice(branchOffsets[question], branchOffsets[question + 1]));
      const votes = (id: number) => ids.filter((each) => each === id).length;
      return ids.toSorted((a, b) => votes(b) - votes(a))[0]!;
    };
    await host.start();
    await host.claim((question) => ({ answerId: commonest(question), tokens: 0 }));
  },
  succeeded: wasRightTooCheaply,
};
