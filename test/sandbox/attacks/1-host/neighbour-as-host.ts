import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads the environment of another process after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { readFileSync } = await import("node:fs");
    const environment = readFileSync(`/proc/${host.places.victimPid}/environ`, "utf8");
    const secret = environment.split("\0").find((line) => line.includes("ATTACK"));
    await host.start();
    await host.say({ kind: "failed", reason: secret });
  },
  succeeded: toldSecret,
};
