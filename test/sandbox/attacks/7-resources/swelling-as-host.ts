import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "takes memory by the gigabyte after breaking out",
  heldBy: "limits",
  asHost: async () => {
    const kept: Uint8Array[] = [];
    for (;;) {
      kept.push(new Uint8Array(1 << 26).fill(1));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  succeeded: tookHostDown,
};
