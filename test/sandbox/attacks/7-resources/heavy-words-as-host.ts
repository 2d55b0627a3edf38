import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title:
    "says again and again that it has begun, each time with a hundred megabytes, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    const heavy = new Uint8Array(100 << 20);
    for (;;) await host.say({ kind: "started" }, [heavy]);
  },
  succeeded: tookHostDown,
};
