import { expect, test } from "@jest/globals";
import { type Estimate, isSeparated } from "../../src/domain/estimate.ts";
import { estimateDifference } from "../../src/statistics/estimate-difference.ts";
import { estimateMean } from "../../src/statistics/estimate-mean.ts";
import { columnOf, createDraw, randomQuestions } from "./random-episodes.ts";

/** Two controllers on the same questions, `gain` apart on average; both find the same ones hard. */
function randomPair(seed: number, gain: number, questionSet = "q") {
  const draw = createDraw(seed);
  const questions = randomQuestions(40, 20, () => {
    const share = draw() * (1 - gain);
    return () => [draw() < share + gain ? 1 : 0, draw() < share ? 1 : 0];
  });
  return { questionSet, questionCount: 40, a: columnOf(questions, 0), b: columnOf(questions, 1) };
}

/** `differing` of 30 questions are solved by a alone; the others by both. */
function pairWithDiffering(differing: number) {
  const b = Uint8Array.from({ length: 30 }, (_, question) => (question < differing ? 0 : 1));
  return { questionSet: "q", questionCount: 30, a: new Uint8Array(30).fill(1), b };
}

test("estimateDifference() is separated for a large gain and not for none", () => {
  const gained = estimateDifference([randomPair(1, 0.2)], { range: [-1, 1] });
  expect(gained.value).toBeGreaterThan(0.15);
  expect(isSeparated(gained)).toBe(true);
  expect(isSeparated(estimateDifference([randomPair(2, 0)]))).toBe(false);
});

test("estimateDifference() changes its sign when a and b change places", () => {
  const { a, b, ...shape } = randomPair(3, 0.1);
  const forward = estimateDifference([{ ...shape, a, b }]);
  const back = estimateDifference([{ ...shape, a: b, b: a }]);
  expect(back.value).toBeCloseTo(-forward.value, 12);
  expect(back.interval?.[0]).toBeCloseTo(-(forward.interval?.[1] ?? NaN), 12);
  expect(back.interval?.[1]).toBeCloseTo(-(forward.interval?.[0] ?? NaN), 12);
});

test("estimateDifference() is paired: narrower than either accuracy alone", () => {
  const pair = randomPair(4, 0.1);
  const alone = estimateMean([{ ...pair, values: pair.a }]);
  expect(width(estimateDifference([pair]).interval)).toBeLessThan(0.7 * width(alone.interval));
});

test("estimateDifference() gives no interval below twelve differing questions, and says how many", () => {
  expect(estimateDifference([pairWithDiffering(11)])).toEqual({
    value: 11 / 30,
    interval: null,
    reason: "too few differing questions (11 of 30)",
  });
  const enough = estimateDifference([pairWithDiffering(12)]);
  expect(enough.value).toBe(12 / 30);
  expect(enough.interval).not.toBeNull();
});

test("estimateDifference() takes no certainty from questions that all differ alike", () => {
  expect(estimateDifference([pairWithDiffering(30)])).toEqual({
    value: 1,
    interval: null,
    reason: "the questions do not vary enough to resample them",
  });
});

test("estimateDifference() says how much of the variance one question is, from a half on", () => {
  for (const outlier of [5, 6, 8]) {
    const values = apart(outlier);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const share = (outlier - mean) ** 2 / (values.length - 1) / variance(values);
    const found = outlierShareOf(estimateDifference([pairWithOutlier(outlier)]));
    if (outlier === 5) expect([share < 0.5, found]).toEqual([true, undefined]);
    else expect(found).toBeCloseTo(share, 12);
  }
});

test("estimateDifference() measures one question's share against the variance of all question sets", () => {
  const alone = outlierShareOf(estimateDifference([pairWithOutlier(12)]))!;
  const pairs = [pairWithOutlier(12), { ...pairWithOutlier(1), questionSet: "other" }];
  const beside = outlierShareOf(estimateDifference(pairs))!;
  const [own, other] = [variance(apart(12)), variance(apart(1))];
  expect(beside / alone).toBeCloseTo(own / (own + other), 12);
});

test("estimateDifference() counts a question once for all models, and not if they cancel out", () => {
  const { a, b, ...shape } = pairWithDiffering(12);
  const opposite = { ...shape, a: b, b: a };
  expect(estimateDifference([{ ...shape, a, b }, opposite])).toEqual({
    value: 0,
    interval: null,
    reason: "too few differing questions (0 of 30)",
  });
  expect(estimateDifference([pairWithDiffering(11), pairWithDiffering(11)])).toMatchObject({
    reason: "too few differing questions (11 of 30)",
  });
});

test("estimateDifference() of environments with different questions counts all of them", () => {
  const pairs = [pairWithDiffering(6), { ...pairWithDiffering(6), questionSet: "other" }];
  expect(estimateDifference(pairs).interval).not.toBeNull();
  const fewer = [pairWithDiffering(6), { ...pairWithDiffering(5), questionSet: "other" }];
  expect(estimateDifference(fewer)).toMatchObject({
    reason: "too few differing questions (11 of 60)",
  });
});

test("estimateDifference() refuses columns of different length", () => {
  const pair = { questionSet: "q", questionCount: 1, a: [1, 0], b: [1] };
  expect(() => estimateDifference([pair])).toThrow(RangeError);
});

/** Differences of 30 questions: one is `outlier`, the others 1 to either side. */
function apart(outlier: number): Float64Array {
  return Float64Array.from({ length: 30 }, (_, question) =>
    question === 0 ? outlier : question % 2 === 0 ? 1 : -1,
  );
}

function pairWithOutlier(outlier: number) {
  return { questionSet: "q", questionCount: 30, a: apart(outlier), b: new Float64Array(30) };
}

function outlierShareOf(difference: Estimate): number | undefined {
  return difference.interval === null ? undefined : difference.outlierShare;
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function width(interval: readonly [number, number] | null): number {
  return interval === null ? Number.NaN : interval[1] - interval[0];
}
