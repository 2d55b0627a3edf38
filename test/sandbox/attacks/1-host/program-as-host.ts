import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "has another program read a file for it after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { execFileSync } = await import("node:child_process");
    const text = execFileSync("cat", [host.places.secretFile], { encoding: "utf8" });
    await host.start();
    await host.say({ kind: "failed", reason: text });
  },
  succeeded: toldSecret,
};
