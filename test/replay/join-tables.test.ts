import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { questionCountOf } from "../../src/replay/environment.ts";
import { joinTables } from "../../src/replay/join-tables.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";
import { arbitraryTables } from "./arbitrary-tables.ts";

test("joinTables() undoes sliceTables(), wherever the tables were cut", () => {
  fc.assert(
    fc.property(arbitraryTables, fc.array(fc.nat(6)), (tables, cuts) => {
      const count = questionCountOf(tables);
      const edges = [0, ...cuts.map((cut) => Math.min(cut, count)), count].toSorted(
        (a, b) => a - b,
      );
      const parts = edges.slice(1).map((to, k) => sliceTables(tables, [edges[k]!, to]));
      expect(joinTables(parts)).toEqual(tables);
    }),
  );
});

test("joinTables() of nothing has no questions", () => {
  expect(questionCountOf(joinTables([]))).toBe(0);
  expect([...joinTables([]).branchOffsets, ...joinTables([]).probeOffsets]).toEqual([0, 0]);
});
