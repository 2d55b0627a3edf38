import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "claims what cannot be and in the same breath what can, after breaking out",
  heldBy: "verifier",
  asHost: async (host) => {
    await host.start();
    void host.claim(() => ({ answerId: -1, tokens: -1e6 }));
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  // Whoever has lied once is not listened to again: neither does it count nor is it told what came second.
  succeeded: ({ ended, reason }) => ended === "played" || reason.includes("other results"),
};
