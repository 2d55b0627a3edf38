import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { stratified, uniformDraws, valueAt } from "../../src/environments/uniform-draws.ts";

test("uniformDraws() gives each key a stream of its own, in [0, 1)", () => {
  const [one, same, other] = [
    [1, 2],
    [1, 2],
    [1, 3],
  ].map((key) => uniformDraws(key));
  const drawn = Array.from({ length: 100 }, one!);
  expect(Array.from({ length: 100 }, same!)).toEqual(drawn);
  expect(Array.from({ length: 100 }, other!)).not.toEqual(drawn);
  expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
});

test("valueAt() follows straight lines between equal steps, ends included", () => {
  const curve = [10, 20, 40];
  expect([0, 0.25, 0.5, 0.75, 1].map((position) => valueAt(curve, position))).toEqual([
    10, 15, 20, 30, 40,
  ]);
});

test("stratified() puts one position in each stratum and keeps the order of the scores", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      (scores, seed) => {
        const positions = stratified(scores, uniformDraws([seed]));
        const strata = positions.map((position) => Math.floor(position * scores.length));
        expect(strata.toSorted((a, b) => a - b)).toEqual([...scores.keys()]);
        for (const [i, score] of scores.entries()) {
          for (const [j, other] of scores.entries()) {
            if (score < other) expect(positions[i]!).toBeLessThan(positions[j]!);
          }
        }
      },
    ),
  );
});
