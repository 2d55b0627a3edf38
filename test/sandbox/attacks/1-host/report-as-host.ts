import type { Attack } from "../attack.ts";

export const attack: Attack = {
  title: "has the engine write a report to a file after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    process.report.writeReport(host.places.forgedFile);
    await host.claim(() => ({ answerId: -1, tokens: 0 }));
  },
  succeeded: ({ touched }) => touched.wroteFile,
};
