import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "ends its process in the middle of its work after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    await host.start();
    process.exit(0);
  },
  succeeded: tookHostDown,
};
