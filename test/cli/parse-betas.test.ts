import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseBetas } from "../../src/cli/parse-betas.ts";

test("parseBetas() reads one β, several, and grids with the decimals that were meant", () => {
  expect(parseBetas("0.5")).toEqual([0.5]);
  expect(parseBetas("0,0.5,1")).toEqual([0, 0.5, 1]);
  expect(parseBetas("0:1:0.1")).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  expect(parseBetas("0.2:0.2:0.1")).toEqual([0.2]);
  expect(parseBetas("0:1:0.4")).toEqual([0, 0.4, 0.8]);
});

test.each([
  ["1.5", "β must be in [0, 1], and 1.5 is not"],
  ["-0.1", "β must be in [0, 1], and -0.1 is not"],
  ["0:2:0.5", "β must be in [0, 1], and 1.5 is not"],
  ["0.5,0.5", "βs must rise from one to the next"],
  ["1,0", "βs must rise from one to the next"],
  ["high", '"high" is not a number'],
  ["0,,1", '"" is not a number'],
  ["NaN", '"NaN" is not a number'],
  ["0:1", "a grid has three numbers, from:to:step"],
  ["0:1:0", "a grid rises from its start in steps above 0"],
  ["1:0:0.1", "a grid rises from its start in steps above 0"],
  ["0:1:0.001", "a sweep has at most 101 βs, not 1001"],
])("parseBetas() refuses %s and says how to write it", (text, rule) => {
  expect(() => parseBetas(text)).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      message: `Cannot read --beta ${text}: ${rule}. Write one β (0.5), several (0,0.5,1) or a grid (0:1:0.1).`,
    }),
  );
});

test("parseBetas() of n equal steps from 0 to 1 gives n + 1 βs that end at 1", () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 100), (steps) => {
      const betas = parseBetas(`0:1:${1 / steps}`);
      expect(betas).toHaveLength(steps + 1);
      expect(betas.at(-1)).toBe(1);
    }),
  );
});
