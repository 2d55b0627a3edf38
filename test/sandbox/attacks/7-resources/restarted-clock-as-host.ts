import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "says again and again that it has just begun, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    for (;;) await host.start();
  },
  succeeded: tookHostDown,
};
