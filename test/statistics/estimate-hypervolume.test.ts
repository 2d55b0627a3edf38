import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  estimateHypervolume,
  estimateHypervolumeDifference,
} from "../../src/statistics/estimate-hypervolume.ts";
import { hypervolume } from "../../src/statistics/hypervolume.ts";
import { plainBootstrap, type Question } from "./plain-bootstrap.ts";
import { columnOf, createDraw, randomQuestions } from "./random-episodes.ts";

const FULL_COST = 640_000;
const BETAS = [0, 0.25, 0.5, 0.75, 1];

/** Columns per episode: accuracy and tokens of every β; dearer cells solve more, `gain` more again. */
function randomSweep(seed: number, gain = 0): Question[] {
  const draw = createDraw(seed);
  return randomQuestions(30, 10, () => {
    const ease = draw();
    return () => {
      const luck = draw();
      return BETAS.flatMap((beta) => [
        luck < ease * (0.5 + 0.5 * beta) + gain ? 1 : 0,
        20_000 * 8 ** beta * (0.5 + draw()) * (1.5 - ease),
      ]);
    };
  });
}

function curveOf(questions: readonly Question[], questionSet = "q") {
  return {
    questionSet,
    questionCount: questions.length,
    fullCostTokens: FULL_COST,
    cells: BETAS.map((_, index) => ({
      correct: columnOf(questions, 2 * index),
      tokens: columnOf(questions, 2 * index + 1),
    })),
  };
}

function plainHypervolume(means: readonly number[]): number {
  const points = BETAS.map((_, index) => ({
    accuracy: means[2 * index] ?? 0,
    tokens: means[2 * index + 1] ?? 0,
  }));
  return hypervolume(points, FULL_COST);
}

test("estimateHypervolume() agrees with the plain bootstrap and its jackknife (seed 1)", () => {
  const questions = randomSweep(1);
  const plain = plainBootstrap(questions, plainHypervolume, { replicates: 2_000, seed: 1 });
  const { value, interval } = estimateHypervolume([curveOf(questions)], { replicateCount: 20_000 });
  expect(value).toBeCloseTo(plain.value, 10);
  // Monte-Carlo error of the plain ends at 2,000 replicates: 0.042 standard errors, four times.
  const tolerance = 0.17 * plain.standardError;
  expect(Math.abs((interval?.[0] ?? NaN) - plain.interval[0])).toBeLessThan(tolerance);
  expect(Math.abs((interval?.[1] ?? NaN) - plain.interval[1])).toBeLessThan(tolerance);
});

test("estimateHypervolume() is the mean over environments", () => {
  const [one, other] = [curveOf(randomSweep(2)), curveOf(randomSweep(3, 0.2))];
  const values = [one, other].map((curve) => estimateHypervolume([curve]).value);
  expect(estimateHypervolume([one, other]).value).toBeCloseTo(
    ((values[0] ?? 0) + (values[1] ?? 0)) / 2,
    12,
  );
});

test("estimateHypervolume() says when too few questions are solved at all", () => {
  const questions = randomSweep(4).map((question, index) =>
    index < 5
      ? question
      : question.map((episode) => episode.map((x, at) => (at % 2 === 0 ? 0 : x))),
  );
  expect(estimateHypervolume([curveOf(questions)])).toMatchObject({
    interval: null,
    reason: "too few varying questions (5 of 30)",
  });
});

/** A curve of a few cells on a few questions, down to a single episode. */
const SMALL_CURVE = fc
  .record({
    questionCount: fc.integer({ min: 1, max: 8 }),
    permutationCount: fc.integer({ min: 1, max: 3 }),
    cellCount: fc.integer({ min: 1, max: 3 }),
    fullCostTokens: fc.integer({ min: 1, max: 5_000 }),
  })
  .chain(({ questionCount, permutationCount, cellCount, fullCostTokens }) => {
    const episodes = questionCount * permutationCount;
    const bounds = { minLength: episodes, maxLength: episodes };
    const cell = fc.record({
      correct: fc.array(fc.integer({ min: 0, max: 1 }), bounds),
      tokens: fc.array(fc.integer({ min: 0, max: 5_000 }), bounds),
    });
    return fc
      .array(cell, { minLength: cellCount, maxLength: cellCount })
      .map((cells) => ({ questionSet: "q", questionCount, fullCostTokens, cells }));
  });

test("estimateHypervolume() is a number in [0, 1] however few the questions, and so are its interval's ends", () => {
  fc.assert(
    fc.property(SMALL_CURVE, (curve) => {
      const { value, interval } = estimateHypervolume([curve], { replicateCount: 50 });
      const [low, high] = interval ?? [value, value];
      expect([low, value, high].every((one) => one >= 0 && one <= 1 + 1e-12)).toBe(true);
      expect(low <= value && value <= high).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("estimateHypervolumeDifference() of a controller from itself has no interval", () => {
  const curve = curveOf(randomSweep(5));
  expect(estimateHypervolumeDifference([curve], [curve])).toEqual({
    value: 0,
    interval: null,
    reason: "too few differing questions (0 of 30)",
  });
});

test("estimateHypervolumeDifference() is paired, and signed", () => {
  // The same seed gives both the same questions and the same luck.
  const [better, worse] = [curveOf(randomSweep(6, 0.2)), curveOf(randomSweep(6))];
  const difference = estimateHypervolumeDifference([better], [worse]);
  const [low = NaN, high = NaN] = difference.interval ?? [];
  expect(low).toBeGreaterThan(0);
  expect(difference.value).toBeCloseTo(
    estimateHypervolume([better]).value - estimateHypervolume([worse]).value,
    12,
  );
  const alone = estimateHypervolume([better]).interval ?? [NaN, NaN];
  expect(high - low).toBeLessThan((alone[1] - alone[0]) / 2);
  const back = estimateHypervolumeDifference([worse], [better]);
  expect(back.interval?.[0]).toBeCloseTo(-high, 10);
});
