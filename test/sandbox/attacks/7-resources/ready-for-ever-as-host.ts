import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "says again and again that it is there, after breaking out",
  heldBy: "limits",
  asHost: async (host) => {
    for (;;) await host.say({ kind: "ready" });
  },
  succeeded: tookHostDown,
};
