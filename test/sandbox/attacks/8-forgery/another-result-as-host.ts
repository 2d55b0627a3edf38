import type { Attack } from "../attack.ts";
import { poisonedOthers } from "../signs.ts";

export const attack: Attack = {
  title: "claims bad figures for the controller that plays after it",
  heldBy: "verifier",
  asHost: async (host) => {
    for (const tokens of [0, 1e9]) {
      await host.start();
      await host.claim(() => ({ answerId: -1, tokens }));
    }
    await host.say({ kind: "finished" });
  },
  succeeded: poisonedOthers,
};
