import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "fails for a reason of megabytes, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    await host.start();
    await host.say({ kind: "failed", reason: "why ".repeat(1 << 20) });
  },
  succeeded: tookHostDown,
};
