import { expect, test } from "@jest/globals";
import { formatRatio } from "../../../src/cli/render/format-ratio.ts";

test.each([
  [{ value: 0.5321, interval: [0.44, 0.656] }, "0.53 [0.44, 0.66]"],
  [{ value: 0.78, interval: [0.001, 2_803] }, "0.78 [<0.01, >100] not separated"],
  [{ value: 2, interval: null, reason: "too few" }, "2.00 too few"],
] as const)("formatRatio(%j) is %s", (ratio, text) => {
  expect(formatRatio(ratio)).toBe(text);
});
