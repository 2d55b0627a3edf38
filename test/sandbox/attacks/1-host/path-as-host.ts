import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads by a path that begins in the folder of its own code, as bytes, after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { readFileSync } = await import("node:fs");
    const folders = await import("node:path");
    const up = "/..".repeat(20);
    const path = Buffer.from(`${folders.dirname(process.argv[1]!)}${up}${host.places.secretFile}`);
    await host.start();
    await host.say({ kind: "failed", reason: readFileSync(path, "utf8") });
  },
  succeeded: toldSecret,
};
