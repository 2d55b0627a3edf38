import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "closes the pipe that is listened to and lives on, after breaking out",
  heldBy: "limits",
  asHost: async () => {
    const { closeSync } = await import("node:fs");
    closeSync(1);
    await new Promise(() => setInterval(() => {}, 1_000));
  },
  succeeded: tookHostDown,
};
