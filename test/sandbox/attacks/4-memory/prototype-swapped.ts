import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on a prototype of its own, given to a function of the contract",
  heldBy: "realm",
  source: rememberingSource(`
    if ((tally as any).pages === undefined) Object.setPrototypeOf(tally, { pages: {} });
    const shared = (tally as any).pages;`),
  succeeded: remembered,
};
