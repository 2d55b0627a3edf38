import { expect, test } from "@jest/globals";
import { mersenneTwister } from "../../src/replay/mersenne-twister.ts";

test("mersenneTwister() draws what Python's random.Random(0).getrandbits(32) draws", () => {
  const next = mersenneTwister([0]);
  expect(Array.from({ length: 5 }, next)).toEqual([
    3626764237, 1654615998, 3255389356, 3823568514, 1806341205,
  ]);
});

test("mersenneTwister() draws the first and the thousandth number of the published reference key", () => {
  const next = mersenneTwister([0x123, 0x234, 0x345, 0x456]);
  const drawn = Array.from({ length: 1000 }, next);
  expect([drawn[0], drawn[1], drawn[999]]).toEqual([1067595299, 955945823, 3460025646]);
});

test("mersenneTwister() refuses an empty key", () => {
  expect(() => mersenneTwister([])).toThrow(RangeError);
});
