import { expect, test } from "@jest/globals";
import { formatDuration } from "../../../src/cli/render/format-duration.ts";

test.each([
  [0, "0 ms"],
  [849.6, "850 ms"],
  [999.6, "1.0 s"],
  [12_340, "12.3 s"],
  [59_949, "59.9 s"],
  [59_950, "1 min 00 s"],
  [160_000, "2 min 40 s"],
  [3_599_499, "59 min 59 s"],
  [3_599_500, "1 h 00 min"],
  [3_900_000, "1 h 05 min"],
  [9_600_000, "2 h 40 min"],
])("formatDuration(%d) is %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
