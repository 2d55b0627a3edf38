import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads a file of the host after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { readFileSync } = await import("node:fs");
    await host.start();
    await host.say({ kind: "failed", reason: readFileSync(host.places.secretFile, "utf8") });
  },
  succeeded: toldSecret,
};
