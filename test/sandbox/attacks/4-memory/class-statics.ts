import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in the private statics of a class",
  heldBy: "episode",
  source: rememberingSource(
    "Notebook.pages",
    `class Notebook { static readonly #pages: { known?: unknown } = {}; static pages = Notebook.#pages; }`,
  ),
  succeeded: remembered,
};
