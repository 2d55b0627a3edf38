import { expect, test } from "@jest/globals";
import { formatTokens } from "../../../src/cli/render/format-tokens.ts";

test.each([
  [0, "0"],
  [411.6, "412"],
  [999.4, "999"],
  [999.6, "1.00k"],
  [4_964, "4.96k"],
  [16_000.5, "16.0k"],
  [283_597.4, "284k"],
  [999_499, "999k"],
  [999_500, "1.00M"],
  [1_008_629.32, "1.01M"],
  [2_500_000_000, "2.50G"],
  [-16_000, "-16.0k"],
])("formatTokens(%d) is %s", (tokens, text) => {
  expect(formatTokens(tokens)).toBe(text);
});
