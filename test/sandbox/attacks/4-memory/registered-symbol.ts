import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers under a registered symbol that no listing of names shows",
  heldBy: "realm",
  source: rememberingSource(`
    const anySymbol = Object.getOwnPropertySymbols(Object.getPrototypeOf(""))[0] as any;
    const key = anySymbol["con" + "structor"].for("known");
    const everyone = Object.getPrototypeOf(() => 0);
    everyone[key] ??= {};
    const shared = everyone[key];`),
  succeeded: remembered,
};
