import { expect, test } from "@jest/globals";
import { formatScore } from "../../../src/cli/render/format-score.ts";

test("formatScore() shows three decimals, and the interval where there is one", () => {
  expect(formatScore({ value: 0.56781, interval: [0.4312, 0.6724] })).toBe("0.568 [0.431, 0.672]");
  expect(formatScore({ value: 0, interval: null })).toBe("0.000");
});
