import type { Attack } from "../attack.ts";
import { remembered, rememberingSource } from "../remembering.ts";

export const attack: Attack = {
  title: "remembers answers in a private field that it gives to a frozen object of others",
  heldBy: "episode",
  source: rememberingSource(
    `const shared = Stamp.of(tally);`,
    `
    // A constructor that returns another object makes the subclass's fields on that one; freezing does not hinder it.
    class Given { constructor(given: object) { return given; } }
    class Stamp extends Given {
      #pages: { known?: unknown } = {};
      static of(given: object): { known?: unknown } {
        if (!(#pages in given)) new Stamp(given);
        return (given as Stamp).#pages;
      }
    }`,
  ),
  succeeded: remembered,
};
