import { expect, test } from "@jest/globals";
import { formatUsd } from "../../../src/cli/render/format-usd.ts";

test.each([
  [0, "$0.00"],
  [0.00417, "$0.0042"],
  [0.00999, "$0.01"],
  [0.01, "$0.01"],
  [39.9, "$39.90"],
])("formatUsd(%d) is %s", (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});
