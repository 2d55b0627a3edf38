import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "forks a process of its own kind, without what it may not do itself, after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { fork } = await import("node:child_process");
    const events = await import("node:events");
    const write = `require("fs").writeFileSync(${JSON.stringify(host.places.forgedFile)}, "")`;
    const child = fork("-", { execArgv: ["-e", write], stdio: "ignore" });
    await events.default.once(child, "exit");
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.wroteFile,
};
