import type { Attack } from "../attack.ts";
import { toldSecret } from "../signs.ts";

export const attack: Attack = {
  title: "reads its own environment after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    await host.start();
    await host.say({ kind: "failed", reason: process.env["AUTOTTS_ATTACK_SECRET"] ?? "" });
  },
  succeeded: toldSecret,
};
