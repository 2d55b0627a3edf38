import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "never says a word after breaking out",
  heldBy: "limits",
  asHost: async () => {
    await new Promise(() => setInterval(() => {}, 1_000));
  },
  succeeded: tookHostDown,
};
