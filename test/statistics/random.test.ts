import { expect, test } from "@jest/globals";
import { createRandom } from "../../src/statistics/random.ts";

// Printed by the authors' C reference (xoshiro128starstar.c), its state filled by SplitMix32.
const GOLDEN: readonly [seed: number, outputs: readonly number[]][] = [
  [0, [3809008728, 1133695204, 53579671, 2891528803, 139681546, 2203266335]],
  [1, [2442144158, 3238099751, 3819917871, 2104621829, 2021136066, 4223536128]],
  [0xffffffff, [835879718, 1921286648, 2356205009, 1885780724, 980451116, 1053911718]],
];

test.each(GOLDEN)("createRandom(%d) draws what the C reference draws", (seed, outputs) => {
  const random = createRandom(seed);
  expect(outputs.map(() => random.nextUint32())).toEqual(outputs);
});

test("createRandom().below() stays below its bound and reaches every value equally often", () => {
  const random = createRandom(11);
  const counts = new Uint32Array(7);
  for (let draw = 0; draw < 70_000; draw += 1) {
    const value = random.below(7);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  // Chi-squared with 6 degrees of freedom: 22.5 is exceeded once in a thousand seeds.
  const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(70_000);
  expect(chiSquared).toBeLessThan(22.5);
});

test("createRandom().below(1) is always 0", () => {
  const random = createRandom(3);
  expect(Array.from({ length: 100 }, () => random.below(1)).every((value) => value === 0)).toBe(
    true,
  );
});

test("createRandom() gives two streams of one seed the same numbers, independently of each other", () => {
  const [one, other] = [createRandom(5), createRandom(5)];
  const first = Array.from({ length: 10 }, () => one.nextUint32());
  expect(Array.from({ length: 10 }, () => other.nextUint32())).toEqual(first);
});
