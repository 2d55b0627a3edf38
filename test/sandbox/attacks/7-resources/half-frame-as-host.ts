import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "sends half a result and lets the other half be waited for, after breaking out",
  heldBy: "limits",
  asHost: async (host) => {
    await host.start();
    await host.write(Uint8Array.of(16, 0, 0, 0, 9, 0, 0, 0, 1, 0));
    await new Promise(() => setInterval(() => {}, 1_000));
  },
  succeeded: tookHostDown,
};
