import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in a generator that waits for the next episode",
  heldBy: "episode",
  source: rememberingSource(
    `const shared = notebook.next().value;`,
    `const notebook = (function* (): Generator<any> { const pages = {}; for (;;) yield pages; })();`,
  ),
  succeeded: remembered,
};
