import { expect, test } from "@jest/globals";
import { displayWidth } from "../../../src/cli/render/display-width.ts";

test.each([
  ["", 0],
  ["sc@64", 5],
  ["β = 0.5 · κ", 11],
  ["e\u0301", 1],
  ["\u001b[36m●\u001b[39m cmc", 5],
  ["自己", 4],
  ["한국", 4],
  ["👩‍🔬", 2],
  ["🇩🇪", 2],
  ["（1）", 5],
])("displayWidth(%j) is %d", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
