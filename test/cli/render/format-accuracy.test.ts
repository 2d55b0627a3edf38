import { expect, test } from "@jest/globals";
import { formatAccuracy } from "../../../src/cli/render/format-accuracy.ts";

test("formatAccuracy() keeps values of any length under each other, and intervals short", () => {
  expect([
    formatAccuracy(0.642, [0.0499, 0.771]),
    formatAccuracy(1, null),
    formatAccuracy(0.055, [0, 0.1]),
  ]).toEqual([" 64.2 [5.0, 77.1]", "100.0", "  5.5 [0.0, 10.0]"]);
});
