import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "lays a link to a file of the host after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { symlinkSync } = await import("node:fs");
    symlinkSync(host.places.secretFile, host.places.forgedFile);
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.wroteFile,
};
