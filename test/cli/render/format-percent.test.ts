import { expect, test } from "@jest/globals";
import { formatPercent, formatPoints } from "../../../src/cli/render/format-percent.ts";

test.each([
  [0.2143, "21.4%"],
  [0, "0.0%"],
  [1, "100.0%"],
])("formatPercent(%d) is %s", (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test.each([
  [0.0169, "1.7"],
  [-0.123, "-12.3"],
  [-0.0001, "0.0"],
])("formatPoints(%d) is %s", (share, text) => {
  expect(formatPoints(share)).toBe(text);
});
