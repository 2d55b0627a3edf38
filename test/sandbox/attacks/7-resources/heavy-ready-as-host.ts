import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title:
    "says again and again that it is there, each time with a hundred megabytes, after breaking out",
  heldBy: "limits",
  asHost: async (host) => {
    const heavy = new Uint8Array(100 << 20);
    for (;;) await host.say({ kind: "ready" }, [heavy]);
  },
  succeeded: tookHostDown,
};
