import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "sends frames of tens of thousands of empty parts, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    const parts = Array.from({ length: 60_000 }, () => new Uint8Array());
    for (;;) await host.say({ kind: "started" }, parts);
  },
  succeeded: tookHostDown,
};
