import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { permutation, permutations } from "../../src/replay/permutations.ts";

/**
 * Made with CPython 3.11: for each length and seed
 * `a = list(range(length)); random.Random(seed).shuffle(a)`, its first eight entries, and the first 16 hex
 * digits of the SHA-256 of `array.array("H", a).tobytes()` on a little-endian machine.
 */
const SHUFFLED_BY_PYTHON: readonly [number, number, readonly number[], string][] = [
  [1, 0, [0], "96a296d224f285c6"],
  [2, 0, [0, 1], "6b1e73a0094b7b81"],
  [2, 1, [1, 0], "67abdd721024f0ff"],
  [5, 99, [1, 2, 0, 4, 3], "157765200ea7aa49"],
  [5, 4294967295, [2, 3, 0, 1, 4], "aa83a000fec8fa56"],
  [8, 0, [4, 1, 5, 2, 0, 3, 7, 6], "0ad9b823d480bad6"],
  [8, 1, [3, 6, 1, 5, 7, 0, 4, 2], "7a72296498a1f4bb"],
  [8, 99, [7, 2, 0, 5, 4, 1, 3, 6], "c73cb197ef3dd824"],
  [64, 7, [10, 20, 12, 31, 50, 55, 19, 56], "332ab6f354e22025"],
  [128, 0, [48, 43, 108, 72, 29, 14, 54, 23], "63e8f750ba43525c"],
  [128, 1, [14, 46, 71, 36, 95, 113, 84, 17], "40a8f6c4e3e19734"],
  [128, 99, [44, 55, 81, 106, 104, 98, 37, 57], "ae886a7c4a9c271d"],
  [128, 4294967295, [83, 73, 124, 68, 90, 106, 47, 3], "b71a5371b6465fc1"],
  [1000, 7, [878, 857, 349, 313, 382, 850, 927, 194], "6ff4bdd298022ddf"],
  [65535, 7, [18635, 18351, 22576, 17584, 2924, 22156, 23079, 55013], "3365763f8e693697"],
];

test.each(SHUFFLED_BY_PYTHON)(
  "permutation() of %i branches under seed %i is the shuffle Python makes",
  (length, seed, start, digest) => {
    const order = permutation(seed, length);
    const sha256 = createHash("sha256").update(new Uint8Array(order.buffer)).digest("hex");
    expect([...order.subarray(0, 8)]).toEqual(start);
    expect(sha256.slice(0, 16)).toBe(digest);
  },
);

test("permutation() holds every branch exactly once", () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.nat(300), (seed, length) => {
      const sorted = permutation(seed, length).toSorted();
      expect([...sorted]).toEqual(Array.from({ length }, (_, index) => index));
    }),
  );
});

test("permutations() lays the permutations of a range end to end", () => {
  const orders = permutations([3, 6], 10);
  expect(orders).toHaveLength(30);
  for (const seed of [3, 4, 5]) {
    expect(orders.subarray((seed - 3) * 10, (seed - 2) * 10)).toEqual(permutation(seed, 10));
  }
  expect(permutations([4, 4], 10)).toHaveLength(0);
});

test.each([[-1], [0.5], [2 ** 32], [Number.NaN]])("permutation() refuses seed %d", (seed) => {
  expect(() => permutation(seed, 8)).toThrow(RangeError);
});

test.each([[-1], [1.5], [65_537]])("permutation() refuses %d branches", (length) => {
  expect(() => permutation(0, length)).toThrow(RangeError);
});

test("permutations() refuses a range that runs backwards", () => {
  expect(() => permutations([5, 4], 8)).toThrow("Cannot make permutations [5, 4)");
});
