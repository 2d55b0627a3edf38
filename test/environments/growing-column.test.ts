import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { growingHalves, growingWords } from "../../src/environments/growing-column.ts";

test("growingHalves() and growingWords() hold what was pushed, in order, however much it is", () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(0xffff), (count, offset) => {
      const values = Array.from({ length: count }, (_, index) => (index * 7 + offset) & 0xffff);
      for (const column of [growingHalves(), growingWords()]) {
        for (const value of values) column.push(value);
        expect(column).toHaveLength(count);
        expect([...column.toColumn()]).toEqual(values);
      }
    }),
    { numRuns: 30 },
  );
});
