import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "lists a folder of the host after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { readdirSync } = await import("node:fs");
    const path = await import("node:path");
    const names = readdirSync(path.dirname(host.places.secretFile));
    await host.start();
    await host.say({ kind: "failed", reason: `It lists ${names.join(" ")}` });
  },
  succeeded: said("It lists secret"),
};
