import { expect, test } from "@jest/globals";
import { formatInterval } from "../../../src/cli/render/format-interval.ts";
import { formatPoints } from "../../../src/cli/render/format-percent.ts";
import { formatTokens } from "../../../src/cli/render/format-tokens.ts";

test("formatInterval() formats both ends alike", () => {
  expect(formatInterval([0.1232, 0.2891], formatPoints)).toBe("[12.3, 28.9]");
  expect(formatInterval([16_000, 1_008_629], formatTokens)).toBe("[16.0k, 1.01M]");
});
