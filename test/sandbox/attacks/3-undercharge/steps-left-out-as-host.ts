import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "leaves all steps but the first out of its trace after breaking out",
  heldBy: "verifier",
  asHost: async (host) => {
    const { branchOffsets, finals } = host.tables;
    await host.start();
    await host.claim((question) => {
      const from = branchOffsets[question]!;
      const ids = Array.from(finals.slice(from, branchOffsets[question + 1]));
      const votes = (id: number) => ids.filter((each) => each === id).length;
      const answerId = ids.toSorted((a, b) => votes(b) - votes(a))[0]!;
      const trace = [0x0000];
      const tokens = 500;
      return { answerId, tokens, trace, branchesOpened: 1 };
    });
  },
  succeeded: wasRightTooCheaply,
};
