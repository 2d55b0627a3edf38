import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "writes a file from a thread of its own after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { Worker } = await import("node:worker_threads");
    const events = await import("node:events");
    const write = `require("fs").writeFileSync(${JSON.stringify(host.places.forgedFile)}, "")`;
    await events.default.once(new Worker(write, { eval: true, execArgv: [] }), "exit");
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.wroteFile,
};
