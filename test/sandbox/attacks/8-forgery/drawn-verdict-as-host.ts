import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "fails for a reason that draws a verdict on the terminal, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    await host.start();
    await host.say({ kind: "failed", reason: "\u001b[2Jsample: 100 % right" });
  },
  succeeded: said("\u001b[2J"),
};
