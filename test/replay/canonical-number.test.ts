import { expect, test } from "@jest/globals";
import { canonicalNumber } from "../../src/replay/canonical-number.ts";

test.each([
  ["12", "12"],
  ["+012.", "12"],
  ["-.25", "-1/4"],
  ["1.5/0.5", "3"],
  [String.raw`-\frac{-6}{4.0}`, "3/2"],
  ["9007199254740993/3", "3002399751580331"],
])("canonicalNumber() writes %s as %s", (text, canonical) => {
  expect(canonicalNumber(text)).toBe(canonical);
});

test.each(["", "-", ".", "1/0", String.raw`\frac{1}{0.00}`, "1e3", "1 2", "1/2/3", "x", "--1"])(
  "canonicalNumber() leaves %j alone",
  (text) => {
    expect(canonicalNumber(text)).toBeUndefined();
  },
);

test("canonicalNumber() leaves numerals alone that are longer than it calculates with", () => {
  expect(canonicalNumber(`${"0".repeat(199)}7`)).toBe("7");
  expect(canonicalNumber(`${"0".repeat(200)}7`)).toBeUndefined();
});
