import { expect, test } from "@jest/globals";
import { latexPieces } from "../../src/replay/latex-pieces.ts";

test("latexPieces() takes a formula apart into commands, numerals, words and single characters", () => {
  const pieces = String.raw`\frac { 1 } { 2 x } square cm ^ { 2 }`.split(" ");
  pieces.splice(pieces.indexOf("cm"), 0, " ");
  expect(latexPieces(String.raw`$\dfrac 1{2x} \text{ square cm}^2$`)).toEqual(pieces);
});

test("latexPieces() makes one word of a word in parts", () => {
  expect(latexPieces(String.raw`5\text{min}{utes}`)).toEqual(["5", "minutes"]);
});

test("latexPieces() has nothing for braces that do not pair, and counts escaped ones as characters", () => {
  expect(latexPieces("{")).toBeUndefined();
  expect(latexPieces("}{")).toBeUndefined();
  expect(latexPieces(String.raw`\{`)).toEqual([String.raw`\{`]);
});
