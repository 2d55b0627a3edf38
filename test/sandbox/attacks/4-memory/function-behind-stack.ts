import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers on the function that all errors read their stack with",
  heldBy: "realm",
  source: rememberingSource(`
    // No global leads there: this function hangs on each error, and is the same on all of them.
    const shared = Object.getOwnPropertyDescriptor(new Error(), "stack")!.get as any;`),
  succeeded: remembered,
};
