import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "announces a frame of four gigabytes after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    await host.write(Uint8Array.of(2, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255));
    await host.write(new TextEncoder().encode("{}"));
  },
  succeeded: tookHostDown,
};
