import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "starts a process that outlives it after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { spawn } = await import("node:child_process");
    // The name of the file that must not come to be marks the process as one of this attack.
    const script = "setInterval(() => {}, 60_000)";
    const options = { detached: true, stdio: "ignore" } as const;
    spawn(process.execPath, ["-e", script, host.places.forgedFile], options).unref();
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.leftProcesses > 0,
};
