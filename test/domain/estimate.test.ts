import { expect, test } from "@jest/globals";
import { type Estimate, isSeparated } from "../../src/domain/estimate.ts";

test.each<[Estimate, boolean]>([
  [{ value: 2, interval: [1, 3] }, true],
  [{ value: -2, interval: [-3, -1] }, true],
  [{ value: 1, interval: [-1, 3] }, false],
  [{ value: 1, interval: [0, 2] }, false],
  [{ value: -1, interval: [-2, 0] }, false],
  [{ value: 9, interval: null, reason: "too few differing questions (3 of 30)" }, false],
])("isSeparated(%j) is %s", (estimate, expected) => {
  expect(isSeparated(estimate)).toBe(expected);
});
