import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "starts threads that spin after breaking out",
  heldBy: "limits",
  asHost: async () => {
    const { Worker } = await import("node:worker_threads");
    const spin = () => new Worker("for (;;);", { eval: true });
    const threads = [spin(), spin(), spin()];
    await new Promise((resolve) => threads[0]!.once("exit", resolve));
  },
  succeeded: tookHostDown,
};
