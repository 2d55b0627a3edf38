import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { questionCountOf, type ReplayTables } from "../../src/replay/environment.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";
import { arbitraryTables } from "./arbitrary-tables.ts";

/** The slow, obvious way to see one question: lists of its branches, nothing numbered. */
function questionOf(tables: ReplayTables, question: number) {
  const branches = [];
  const end = tables.branchOffsets[question + 1]!;
  for (let branch = tables.branchOffsets[question]!; branch < end; branch += 1) {
    branches.push({
      probes: [...tables.probes].slice(
        tables.probeOffsets[branch],
        tables.probeOffsets[branch + 1],
      ),
      final: tables.finals[branch],
      tokens: tables.branchTokens[branch],
    });
  }
  return { interval: tables.intervalTokens[question], branches };
}

test("sliceTables() holds exactly the questions of its range", () => {
  fc.assert(
    fc.property(arbitraryTables, fc.nat(6), fc.nat(6), (tables, a, b) => {
      const count = questionCountOf(tables);
      const [from, to] = [Math.min(a, b, count), Math.min(Math.max(a, b), count)];
      const slice = sliceTables(tables, [from, to]);
      expect(questionCountOf(slice)).toBe(to - from);
      for (let question = from; question < to; question += 1) {
        expect(questionOf(slice, question - from)).toEqual(questionOf(tables, question));
      }
      expect(slice.probes).toHaveLength(slice.probeOffsets.at(-1)!);
      expect(slice.finals).toHaveLength(slice.branchOffsets.at(-1)!);
    }),
  );
});

test.each<[number, number]>([
  [-1, 0],
  [1, 0],
  [0, 2],
  [0.5, 1],
])("sliceTables() refuses questions [%d, %d) of one", (from, to) => {
  const tables = {
    branchOffsets: Uint32Array.of(0, 1),
    probeOffsets: Uint32Array.of(0, 0),
    probes: Uint16Array.of(),
    finals: Uint16Array.of(0),
    branchTokens: Uint32Array.of(10),
    intervalTokens: Uint32Array.of(500),
  };
  expect(() => sliceTables(tables, [from, to])).toThrow(`Cannot slice questions [${from}, ${to})`);
});
