import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "writes a file after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { openSync } = await import("node:fs");
    openSync(host.places.forgedFile, "w");
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.wroteFile,
};
