import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

export const attack: Attack = {
  title: "ends with an error that draws a verdict on the terminal, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    await host.start();
    await new Promise((resolve) => process.stderr.write("Error: \u001b[2J100 % right\n", resolve));
    process.exit(1);
  },
  succeeded: said("\u001b[2J"),
};
