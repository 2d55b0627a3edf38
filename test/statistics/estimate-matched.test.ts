import { expect, test } from "@jest/globals";
import { isSeparated } from "../../src/domain/estimate.ts";
import {
  estimateAtMatchedAccuracy,
  estimateAtMatchedTokens,
} from "../../src/statistics/estimate-matched.ts";
import { plainBootstrap, type Question } from "./plain-bootstrap.ts";
import { columnOf, createDraw, randomQuestions } from "./random-episodes.ts";

/** Two controllers: a with cells at three βs, b with one cell in their midst. */
const BETAS = [0, 0.5, 1];

/** Columns per episode: accuracy and tokens of each cell of a, then of b; a solves `gain` more. */
function randomPair(seed: number, gain: number): Question[] {
  const draw = createDraw(seed);
  return randomQuestions(30, 10, () => {
    const ease = draw();
    const cell = (power: number, more: number): number[] => [
      draw() < ease * (0.5 + 0.5 * power) + more ? 1 : 0,
      4_000 * 8 ** power * (0.5 + draw()) * (1.5 - ease),
    ];
    return () => [...BETAS.flatMap((beta) => cell(beta, gain)), ...cell(0.6, 0)];
  });
}

function curvesOf(questions: readonly Question[], questionSet = "q") {
  const cell = (index: number) => ({
    correct: columnOf(questions, 2 * index),
    tokens: columnOf(questions, 2 * index + 1),
  });
  const shape = { questionSet, questionCount: questions.length };
  return {
    a: { ...shape, cells: BETAS.map((_, k) => cell(k)) },
    b: { ...shape, cells: [cell(3)] },
  };
}

/** a interpolated at the tokens of b, written for this one case. */
function plainGap(means: readonly number[]): number {
  const [accuracy = 0, tokens = 0] = means.slice(6);
  const line = BETAS.map((_, k) => [means[2 * k] ?? 0, Math.log(means[2 * k + 1] ?? 0)] as const);
  const x = Math.log(tokens);
  const right = line.findIndex(([, at]) => at >= x);
  const [[low, from], [high, to]] = [line[right - 1]!, line[right]!];
  return low + ((x - from) / (to - from)) * (high - low) - accuracy;
}

test("estimateAtMatchedTokens() agrees with the plain bootstrap and its jackknife (seed 11)", () => {
  const questions = randomPair(11, 0.1);
  const plain = plainBootstrap(questions, plainGap, { replicates: 2_000, seed: 1 });
  const { a, b } = curvesOf(questions);
  const matched = estimateAtMatchedTokens([a], [b], { replicateCount: 20_000 });
  const { value, interval } = matched!.estimate;
  expect(value).toBeCloseTo(plain.value, 10);
  // Monte-Carlo error of the plain ends at 2,000 replicates: 0.042 standard errors, four times.
  const tolerance = 0.17 * plain.standardError;
  expect(Math.abs(interval![0] - plain.interval[0])).toBeLessThan(tolerance);
  expect(Math.abs(interval![1] - plain.interval[1])).toBeLessThan(tolerance);
});

test("estimateAtMatchedAccuracy() is separated from 1 for a controller that needs far fewer tokens", () => {
  const { a } = curvesOf(randomPair(12, 0));
  const cells = a.cells.map(({ correct, tokens }, k) => ({
    // A question more or less at each cell, so that enough of them differ.
    correct: correct.map((value, episode) => (episode % 7 === k ? 1 - value : value)),
    tokens: tokens.map((spent) => spent / 4),
  }));
  const { estimate } = estimateAtMatchedAccuracy([{ ...a, cells }], [a])!;
  expect(estimate.value).toBeLessThan(0.6);
  expect(isSeparated(estimate, 1)).toBe(true);
  const same = estimateAtMatchedAccuracy([a], [a])!.estimate;
  expect(same).toEqual({
    value: 1,
    interval: null,
    reason: "too few differing questions (0 of 30)",
  });
  expect(isSeparated(same, 1)).toBe(false);
});

test("estimateAtMatchedTokens() changes its sign, and a ratio turns over, when a and b change places", () => {
  const { a, b } = curvesOf(randomPair(13, 0.1));
  const [forward, back] = [estimateAtMatchedTokens([a], [b])!, estimateAtMatchedTokens([b], [a])!];
  expect(back.range).toEqual(forward.range);
  expect(back.estimate.value).toBeCloseTo(-forward.estimate.value, 12);
  expect(back.estimate.interval![0]).toBeCloseTo(-forward.estimate.interval![1], 12);
  const [ratio, turned] = [
    estimateAtMatchedAccuracy([a], [b])!,
    estimateAtMatchedAccuracy([b], [a])!,
  ];
  expect(turned.estimate.value).toBeCloseTo(1 / ratio.estimate.value, 9);
});

test("estimateAtMatchedTokens() averages the curves of environments, models of a question together", () => {
  const { a, b } = curvesOf(randomPair(14, 0.1));
  const alone = estimateAtMatchedTokens([a], [b]);
  // The second model does exactly the same: it adds nothing.
  expect(estimateAtMatchedTokens([a, a], [b, b])).toEqual(alone);
  const other = { a: { ...a, questionSet: "other" }, b: { ...b, questionSet: "other" } };
  const apart = estimateAtMatchedTokens([a, other.a], [b, other.b])!.estimate;
  expect(apart.value).toBeCloseTo(alone!.estimate.value, 12);
  expect(width(apart.interval)).toBeLessThan(0.85 * width(alone!.estimate.interval));
});

test("estimateAtMatchedTokens() is null where the two have no tokens in common", () => {
  const { a, b } = curvesOf(randomPair(15, 0));
  const cells = b.cells.map((cell) => ({ ...cell, tokens: cell.tokens.map((x) => 100 * x) }));
  expect(estimateAtMatchedTokens([a], [{ ...b, cells }])).toBeNull();
});

test("estimateAtMatchedTokens() refuses curves on other environments", () => {
  const { a, b } = curvesOf(randomPair(16, 0));
  for (const others of [[], [b, b], [{ ...b, questionSet: "other" }], [{ ...b, cells: [] }]]) {
    expect(() => estimateAtMatchedTokens([a], others)).toThrow(RangeError);
  }
});

function width(interval: readonly [number, number] | null): number {
  return interval === null ? Number.NaN : interval[1] - interval[0];
}
