import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { digestSet } from "../../src/environments/digest-set.ts";

test("digestSet() knows the texts that were added, as a set of the texts themselves does", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 })), (texts) => {
      const plain = new Set<string>();
      const set = digestSet();
      for (const text of texts) {
        expect(set.add(text)).toBe(plain.has(text));
        plain.add(text);
      }
    }),
  );
});

test("digestSet() forgets nothing while it grows", () => {
  const set = digestSet();
  for (let k = 0; k < 5_000; k++) expect(set.add(`text ${k}`)).toBe(false);
  for (let k = 0; k < 5_000; k++) expect(set.add(`text ${k}`)).toBe(true);
});
