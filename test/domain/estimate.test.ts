import { expect, test } from "@jest/globals";
import { type Estimate, isSeparated, mapEstimate } from "../../src/domain/estimate.ts";

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

test("mapEstimate() maps value and interval, in order also where the function falls, and keeps a reason", () => {
  const estimate: Estimate = { value: 2, interval: [1, 4] };
  expect(mapEstimate(estimate, (x) => 10 * x)).toEqual({ value: 20, interval: [10, 40] });
  expect(mapEstimate(estimate, (x) => 1 / x)).toEqual({ value: 0.5, interval: [0.25, 1] });
  const without: Estimate = { value: 2, interval: null, reason: "too few" };
  expect(mapEstimate(without, (x) => -x)).toEqual({ ...without, value: -2 });
});
