import type { Attack } from "../attack.ts";
import { wasRightTooCheaply } from "../signs.ts";

export const attack: Attack = {
  title: "looks for right answers in the process that plays it after breaking out",
  heldBy: "child",
  asHost: async (host) => {
    const { world } = globalThis as { world?: { golds: string[]; answers: string[][] } };
    await host.start();
    await host.claim((question) => {
      const answerId = world?.answers[question]?.indexOf(world.golds[question]!) ?? -1;
      return { answerId, tokens: 0 };
    });
  },
  succeeded: wasRightTooCheaply,
};
