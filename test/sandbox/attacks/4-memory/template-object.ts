import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers by the strings of a template, which stay the same object",
  heldBy: "episode",
  source: rememberingSource(
    `
    const strings = pieces\`of this place\`;
    if (!pages.has(strings)) pages.set(strings, {});
    const shared = pages.get(strings) as any;`,
    `const pages = new WeakMap<object, object>(); const pieces = (strings: object) => strings;`,
  ),
  succeeded: remembered,
};
