import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "sends what is no frame and then more than anybody reads, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    await host.write(Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 110, 111, 33));
    for (;;) await host.write(new Uint8Array(65_536));
  },
  succeeded: tookHostDown,
};
