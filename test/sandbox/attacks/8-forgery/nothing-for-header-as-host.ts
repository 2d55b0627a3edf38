import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "sends `null` for a message, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    await host.say(null);
    await host.say({ kind: "finished" });
  },
  succeeded: tookHostDown,
};
