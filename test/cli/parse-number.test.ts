import { expect, test } from "@jest/globals";
import { parseNumber } from "../../src/cli/parse-number.ts";

test("parseNumber() reads numbers within its bounds", () => {
  const parse = parseNumber("--budget-usd", { min: 0.01, max: 10 });
  expect(["0.01", "2.5", "10"].map(parse)).toEqual([0.01, 2.5, 10]);
});

test.each(["", " ", "x", "0", "11", "NaN", "Infinity"])(
  "parseNumber() refuses %j and names the option",
  (text) => {
    const parse = parseNumber("--budget-usd", { min: 0.01, max: 10 });
    expect(() => parse(text)).toThrow(/Cannot read --budget-usd .*from 0[.]01 to 10/);
  },
);

test("parseNumber() refuses fractions where a whole number is asked for", () => {
  const parse = parseNumber("--seed", { min: 0, max: 10, whole: true });
  expect(parse("0")).toBe(0);
  expect(() => parse("1.5")).toThrow(/whole number from 0 to 10/);
});
