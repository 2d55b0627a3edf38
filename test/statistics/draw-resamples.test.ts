import { expect, test } from "@jest/globals";
import { drawResamples, PERMUTATION_RESAMPLES } from "../../src/statistics/draw-resamples.ts";
import { createRandom } from "../../src/statistics/random.ts";

const SIZE = { questionCount: 7, permutationCount: 5, replicateCount: 1_000 };

test("drawResamples() uses every permutation equally often over the whole pool", () => {
  const { permutations } = drawResamples(createRandom(0), SIZE);
  expect(permutations).toHaveLength(PERMUTATION_RESAMPLES * SIZE.permutationCount);
  const counts = [0, 0, 0, 0, 0].map((_, permutation) =>
    permutations.reduce((count, value) => count + (value === permutation ? 1 : 0), 0),
  );
  expect(counts).toEqual(counts.map(() => PERMUTATION_RESAMPLES));
});

test("drawResamples() draws permutations with replacement: most resamples repeat one", () => {
  const { permutations } = drawResamples(createRandom(0), SIZE);
  let withRepeats = 0;
  for (let from = 0; from < permutations.length; from += SIZE.permutationCount) {
    const distinct = new Set(permutations.slice(from, from + SIZE.permutationCount));
    if (distinct.size < SIZE.permutationCount) withRepeats += 1;
  }
  // 1 − 5!/5⁵ = 96 % of resamples repeat a permutation.
  expect(withRepeats / PERMUTATION_RESAMPLES).toBeGreaterThan(0.9);
});

test("drawResamples() takes every question equally often, up to chance, in every replicate size", () => {
  const { picks } = drawResamples(createRandom(0), SIZE);
  expect(picks).toHaveLength(SIZE.replicateCount * SIZE.questionCount);
  const counts = new Float64Array(SIZE.questionCount);
  for (const pick of picks) {
    const question = Math.floor(pick / PERMUTATION_RESAMPLES);
    counts[question] = (counts[question] ?? 0) + 1;
  }
  // Expected 1,000 each with a standard deviation of 29.
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});
