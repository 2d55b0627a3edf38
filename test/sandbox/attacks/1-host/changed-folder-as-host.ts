import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads by a name alone, in a folder that it has gone to, after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { readFileSync } = await import("node:fs");
    const path = await import("node:path");
    process.chdir(path.dirname(host.places.secretFile));
    await host.start();
    await host.say({
      kind: "failed",
      reason: readFileSync(path.basename(host.places.secretFile), "utf8"),
    });
  },
  succeeded: toldSecret,
};
