import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "writes a file as a database after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { DatabaseSync } = await import("node:sqlite");
    new DatabaseSync(host.places.forgedFile).exec("create table forged (score)");
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.wroteFile,
};
