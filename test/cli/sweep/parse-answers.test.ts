import { expect, test } from "@jest/globals";
import { parseAnswers } from "../../../src/cli/sweep/parse-answers.ts";

test("parseAnswers() reads one mode or both, in the order given", () => {
  expect(parseAnswers("exact")).toEqual(["exact"]);
  expect(parseAnswers("normalised, exact")).toEqual(["normalised", "exact"]);
});

test.each([
  ["fuzzy", 'there is no mode "fuzzy"'],
  ["", 'there is no mode ""'],
  ["exact,exact", "each mode may stand once"],
])("parseAnswers() refuses %j", (text, rule) => {
  expect(() => parseAnswers(text)).toThrow(rule);
});
