import { expect, test } from "@jest/globals";
import type { Estimate } from "../../src/domain/estimate.ts";
import { stateEstimate, statedEstimateOf } from "../../src/domain/stated-estimate.ts";

const PLAIN: Estimate = { value: 2, interval: [1, 3] };
const DECIDED: Estimate = { value: 2, interval: [1, 3], outlierShare: 0.6 };
const NONE: Estimate = { value: 2, interval: null, reason: "too few" };

test.each([PLAIN, DECIDED, NONE])(
  "statedEstimateOf() gives back what was stated: %j",
  (estimate) => {
    expect(statedEstimateOf(stateEstimate(estimate))).toEqual(estimate);
  },
);

test("stateEstimate() says what is separated, why there is no interval, and whether one question decides", () => {
  const stated = { value: 2, interval: [1, 3], separated: true, note: null, outlierShare: null };
  expect(stateEstimate(PLAIN)).toEqual(stated);
  expect(stateEstimate(PLAIN, 1)).toEqual({ ...stated, separated: false });
  expect(stateEstimate(DECIDED)).toEqual({ ...stated, outlierShare: 0.6 });
  const without = {
    value: 2,
    interval: null,
    separated: false,
    note: "too few",
    outlierShare: null,
  };
  expect(stateEstimate(NONE)).toEqual(without);
});
