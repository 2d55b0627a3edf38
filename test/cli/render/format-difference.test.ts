import { expect, test } from "@jest/globals";
import type { Estimate } from "../../../src/domain/estimate.ts";
import { formatDifference } from "../../../src/cli/render/format-difference.ts";
import { formatPoints } from "../../../src/cli/render/format-percent.ts";

test.each<[Estimate, string]>([
  [{ value: 0.017, interval: [0.003, 0.031] }, "+1.7 [0.3, 3.1]"],
  [{ value: -0.02, interval: [-0.03, -0.01] }, "-2.0 [-3.0, -1.0]"],
  [{ value: 0.004, interval: [-0.006, 0.013] }, "+0.4 [-0.6, 1.3] not separated"],
  [
    { value: 0.017, interval: [0.003, 0.031], outlierShare: 0.546 },
    "+1.7 [0.3, 3.1], one question is 55 % of the variance",
  ],
  [
    { value: 0.004, interval: [-0.006, 0.013], outlierShare: 0.5 },
    "+0.4 [-0.6, 1.3] not separated, one question is 50 % of the variance",
  ],
  [{ value: 0, interval: [-0.01, 0.01] }, "0.0 [-1.0, 1.0] not separated"],
  [
    { value: 0.004, interval: null, reason: "too few differing questions (3 of 30)" },
    "+0.4 too few differing questions (3 of 30)",
  ],
])("formatDifference(%j) is %s", (difference, text) => {
  expect(formatDifference(difference, formatPoints)).toBe(text);
});
