import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "says again and again that it is done with what it has not begun, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    for (;;) await host.say({ kind: "finished" });
  },
  succeeded: tookHostDown,
};
