import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "does not listen to signals and never returns, after breaking out",
  heldBy: "limits",
  asHost: () => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"]) process.on(signal, () => {});
    for (;;);
  },
  succeeded: tookHostDown,
};
