import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "opens a debugger that anybody can connect to after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const inspector = await import("node:inspector");
    inspector.open(0, "127.0.0.1");
    const url = inspector.url();
    inspector.close();
    await host.start();
    await host.say({ kind: "failed", reason: `It listens at ${url}` });
  },
  succeeded: said("It listens at ws://"),
};
