import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Range } from "../../src/domain/cell.ts";
import type { EpisodeColumns } from "../../src/replay/episode-columns.ts";
import { type ColumnsPart, mergeColumns } from "../../src/replay/merge-columns.ts";
import { emptyColumns } from "../../src/replay/play-episodes.ts";

/** Columns whose every value tells which question and permutation it belongs to. */
function columnsOf(questions: Range, permutations: Range): EpisodeColumns {
  const width = permutations[1] - permutations[0];
  const count = (questions[1] - questions[0]) * width;
  const columns = { ...emptyColumns(count), correct: new Uint8Array(count) };
  for (let e = 0; e < count; e++) {
    const q = questions[0] + Math.floor(e / width);
    const p = permutations[0] + (e % width);
    columns.answerIds[e] = q % 5 === 4 ? -1 : q;
    columns.correct[e] = (q + p) % 2;
    columns.tokens[e] = q * 1000 + p + 0.25;
    columns.criticalPathTokens[e] = q * 100 + p;
    columns.longestBranchTokens[e] = q + p / 8;
    columns.probes[e] = q * p;
    columns.branchesOpened[e] = q + p;
    columns.branchesPruned[e] = p;
    columns.digests[e] = 0xffff_0000 + q * 256 + p;
  }
  return columns;
}

function partOf(questions: Range, permutations: Range): ColumnsPart {
  return { questions, permutations, columns: columnsOf(questions, permutations) };
}

/** Ranges between the places, which are sorted and made distinct first. */
function rangesAt([from, to]: Range, places: readonly number[]): Range[] {
  const inside = places.map((place) => from + (place % (to - from)));
  const ends = [...new Set([from, to, ...inside])].toSorted((a, b) => a - b);
  return ends.slice(1).map((end, k) => [ends[k]!, end]);
}

const whole = fc
  .tuple(fc.nat(20), fc.integer({ min: 1, max: 12 }), fc.nat(20), fc.integer({ min: 1, max: 12 }))
  .map(([q, qs, p, ps]) => ({
    questions: [q, q + qs] as const,
    permutations: [p, p + ps] as const,
  }));
const places = fc.array(fc.nat(), { maxLength: 4 });

test("mergeColumns() puts a cell together from rectangles of any size, in any order", () => {
  fc.assert(
    fc.property(whole, places, places, fc.infiniteStream(fc.nat()), (cell, qs, ps, order) => {
      const parts = rangesAt(cell.questions, qs)
        .flatMap((questions) =>
          rangesAt(cell.permutations, ps).map((permutations) => partOf(questions, permutations)),
        )
        .map((part) => ({ part, rank: Number(order.next().value) }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ part }) => part);
      expect(mergeColumns(parts, cell.questions, cell.permutations)).toEqual(
        columnsOf(cell.questions, cell.permutations),
      );
    }),
  );
});

test("mergeColumns() throws where an episode is in no part, or in two", () => {
  const left = partOf([0, 2], [0, 3]);
  const right = partOf([2, 4], [0, 3]);
  expect(() => mergeColumns([left], [0, 4], [0, 3])).toThrow("Episode 6 of the cell is in no part");
  expect(() => mergeColumns([], [0, 1], [0, 1])).toThrow("Episode 0 of the cell is in no part");
  expect(() => mergeColumns([left, right, partOf([3, 4], [2, 3])], [0, 4], [0, 3])).toThrow(
    "Episode 11 of the cell is in two parts",
  );
});

test("mergeColumns() throws where a part reaches beyond the cell", () => {
  expect(() => mergeColumns([partOf([0, 2], [0, 4])], [0, 2], [0, 3])).toThrow(RangeError);
  expect(() => mergeColumns([partOf([0, 3], [0, 3])], [0, 2], [0, 3])).toThrow(RangeError);
  expect(() => mergeColumns([partOf([0, 2], [0, 3])], [1, 2], [0, 3])).toThrow(RangeError);
});
