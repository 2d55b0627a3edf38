import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { scorePrediction } from "../../src/discovery/score-prediction.ts";
import { point } from "./sample-history.ts";

const reference = {
  name: "cmc",
  points: [point(0, { accuracy: 0.4, tokens: 1_000 }), point(1, { accuracy: 0.6, tokens: 4_000 })],
};
const points = [
  point(0, { accuracy: 0.42, tokens: 500 }),
  point(1, { accuracy: 0.6, tokens: 4_000 }),
];
const effect = {
  reference: "cmc",
  environments: ["toy/search"],
  betas: [0, 1],
  accuracyPoints: 1,
  tokenRatio: 0.7,
};

test("scorePrediction() takes the mean difference in points and the geometric mean of token ratios", () => {
  const { effects, held } = scorePrediction([effect], points, [reference]);
  expect(effects[0]?.measured?.accuracyPoints).toBeCloseTo(1, 10);
  expect(effects[0]?.measured?.tokenRatio).toBeCloseTo(Math.sqrt(0.5), 10);
  expect(held).toBe(1);
});

test("scorePrediction() counts figures that miss by more than tolerance and half of their size", () => {
  const wrong = { ...effect, accuracyPoints: -3, tokenRatio: 1.5 };
  const half = { ...effect, accuracyPoints: -3 };
  expect(scorePrediction([wrong], points, [reference]).held).toBe(0);
  expect(scorePrediction([half], points, [reference]).held).toBe(0.5);
  expect(scorePrediction([wrong, half], points, [reference]).held).toBe(0.25);
});

test("scorePrediction() compares every β with the one point of a reference without knobs", () => {
  const sc = { name: "sc@64", points: [point(null, { accuracy: 0.5, tokens: 2_000 })] };
  const [score] = scorePrediction([{ ...effect, reference: "sc@64" }], points, [sc]).effects;
  expect(score?.measured?.accuracyPoints).toBeCloseTo((-8 + 10) / 2, 10);
  expect(score?.measured?.tokenRatio).toBeCloseTo(Math.sqrt(0.25 * 2), 10);
});

test.each([
  ["an unknown reference", { ...effect, reference: "nobody" }],
  ["a β that was not measured", { ...effect, betas: [0, 0.5] }],
  ["an environment that was not measured", { ...effect, environments: ["elsewhere"] }],
  ["no environment at all", { ...effect, environments: [] }],
])("scorePrediction() measures nothing for %s, and it does not hold", (_what, one) => {
  const { effects, held } = scorePrediction([one], points, [reference]);
  expect(effects[0]?.measured).toBeNull();
  expect(held).toBe(0);
});

test("scorePrediction() is null for a candidate that predicts nothing", () => {
  expect(scorePrediction([], points, [reference])).toEqual({ held: null, effects: [] });
});

test("scorePrediction() finds that a prediction equal to what came out holds, whatever it is", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 1e6 }),
      (ours, theirs, ourTokens, theirTokens) => {
        const exact = {
          ...effect,
          betas: [0],
          accuracyPoints: 100 * (ours - theirs),
          tokenRatio: ourTokens / theirTokens,
        };
        const score = scorePrediction(
          [exact],
          [point(0, { accuracy: ours, tokens: ourTokens })],
          [{ name: "cmc", points: [point(0, { accuracy: theirs, tokens: theirTokens })] }],
        );
        expect(score.held).toBe(1);
      },
    ),
    { seed: 20_261_122 },
  );
});
