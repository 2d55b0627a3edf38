import { expect, test } from "@jest/globals";
import { drawResamples, PERMUTATION_RESAMPLES } from "../../src/statistics/draw-resamples.ts";

const SIZE = { questionCount: 7, permutationCount: 5, replicateCount: 1_000, seed: 0 };

test("drawResamples() uses every permutation equally often over the whole pool", () => {
  const { permutations } = drawResamples(SIZE);
  expect(permutations).toHaveLength(PERMUTATION_RESAMPLES * SIZE.permutationCount);
  const counts = [0, 0, 0, 0, 0].map((_, permutation) =>
    permutations.reduce((count, value) => count + (value === permutation ? 1 : 0), 0),
  );
  expect(counts).toEqual(counts.map(() => PERMUTATION_RESAMPLES));
});

test("drawResamples() draws permutations with replacement: most resamples repeat one", () => {
  const { permutations } = drawResamples(SIZE);
  let withRepeats = 0;
  for (let from = 0; from < permutations.length; from += SIZE.permutationCount) {
    const distinct = new Set(permutations.slice(from, from + SIZE.permutationCount));
    if (distinct.size < SIZE.permutationCount) withRepeats += 1;
  }
  // 1 − 5!/5⁵ = 96 % of resamples repeat a permutation.
  expect(withRepeats / PERMUTATION_RESAMPLES).toBeGreaterThan(0.9);
});

test("drawResamples() takes every question equally often, up to chance, in every replicate size", () => {
  const { picks } = drawResamples(SIZE);
  expect(picks).toHaveLength(SIZE.replicateCount * SIZE.questionCount);
  const counts = new Float64Array(SIZE.questionCount);
  for (const pick of picks) {
    const question = Math.floor(pick / PERMUTATION_RESAMPLES);
    counts[question] = (counts[question] ?? 0) + 1;
  }
  // Expected 1,000 each with a standard deviation of 29.
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});

test("drawResamples() draws by its size and seed alone, whatever was drawn in between", () => {
  const before = drawResamples(SIZE).picks.slice(0, 100);
  for (let seed = 1; seed < 20; seed += 1) drawResamples({ ...SIZE, seed });
  expect(drawResamples(SIZE).picks.slice(0, 100)).toEqual(before);
  expect(drawResamples({ ...SIZE, seed: 1 }).picks.slice(0, 100)).not.toEqual(before);
});
