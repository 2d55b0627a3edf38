import { expect, test } from "@jest/globals";
import { fullCostSum } from "../../src/replay/full-cost-sum.ts";
import { permutation } from "../../src/replay/permutations.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";

/** Branch lengths that no two sums of 64 share by accident. */
const LENGTHS = Array.from({ length: 70 }, (_, branch) => 1000 + branch ** 3);
const SUM_OF_THREE = 100 + 200 + 400;

/** A question with three branches, and one with seventy; none has probes. */
const TABLES = {
  branchOffsets: Uint32Array.of(0, 3, 73),
  probeOffsets: new Uint32Array(74),
  probes: new Uint16Array(0),
  finals: new Uint16Array(73),
  branchTokens: Uint32Array.of(100, 200, 400, ...LENGTHS),
  intervalTokens: Uint32Array.of(500, 500),
};

test("fullCostSum() adds up all branches of a question with 64 or fewer, in any order", () => {
  expect(fullCostSum(sliceTables(TABLES, [0, 1]), [0, 5])).toBe(5 * SUM_OF_THREE);
});

test("fullCostSum() adds up the first 64 branches of each permutation in the range", () => {
  const sums = [7, 8, 9].map((seed) =>
    [...permutation(seed, 70).subarray(0, 64)].reduce((sum, b) => sum + LENGTHS[b]!, 0),
  );
  const sum = 3 * SUM_OF_THREE + sums[0]! + sums[1]! + sums[2]!;
  expect(fullCostSum(TABLES, [7, 10])).toBe(sum);
});
