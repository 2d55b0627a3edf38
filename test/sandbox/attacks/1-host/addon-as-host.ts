import type { Attack } from "../attack.ts";
import { said } from "../signs.ts";

/*
 * A library of the system stands for an addon: it is refused in the end for it does not say that it is one,
 * and by then it is in the process and has run.
 */
export const attack: Attack = {
  title: "loads native code into its process after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    let outcome = "";
    try {
      process.dlopen({ exports: {} }, "libresolv.so.2");
    } catch (thrown) {
      outcome = String(thrown);
    }
    await host.start();
    await host.say({ kind: "failed", reason: outcome });
  },
  succeeded: said("did not self-register"),
};
