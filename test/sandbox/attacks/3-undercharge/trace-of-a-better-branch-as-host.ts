import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title:
    "reports to have read the cheapest branch that is right instead of its own after breaking out",
  heldBy: "verifier",
  asHost: async (host) => {
    const { branchOffsets, finals, branchTokens } = host.tables;
    await host.start();
    await host.claim((question) => {
      const from = branchOffsets[question]!;
      const ids = Array.from(finals.slice(from, branchOffsets[question + 1]));
      const votes = (id: number) => ids.filter((each) => each === id).length;
      const answerId = ids.toSorted((a, b) => votes(b) - votes(a))[0]!;
      // The first branch of this episode's order is another one in most of them.
      const trace = [0x4000];
      const tokens = Math.min(
        ...ids.map((id, place) => (id === answerId ? branchTokens[from + place]! : Infinity)),
      );
      return { answerId, tokens, trace, branchesOpened: 1 };
    });
  },
  succeeded: ({ episodes }) => episodes.length > 0 && episodes.every(({ right }) => right),
};
