import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "writes errors without end after breaking out",
  heldBy: "limits",
  asHost: async () => {
    const line = "error: ".repeat(10_000);
    for (;;) await new Promise((resolve) => process.stderr.write(line, resolve));
  },
  succeeded: tookHostDown,
};
