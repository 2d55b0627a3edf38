import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in a map whose key is what all episodes are given",
  heldBy: "episode",
  source: rememberingSource(
    `
    if (!pages.has(tally)) pages.set(tally, {});
    const shared = pages.get(tally) as any;`,
    `const pages = new WeakMap<object, object>();`,
  ),
  succeeded: remembered,
};
