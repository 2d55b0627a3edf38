import { expect, test } from "@jest/globals";
import { estimateMean } from "../../src/statistics/estimate-mean.ts";
import { columnOf, createDraw, randomQuestions } from "./random-episodes.ts";

function accuracy(seed: number, questionSet = "q") {
  const draw = createDraw(seed);
  const questions = randomQuestions(30, 20, () => {
    const share = draw();
    return () => [draw() < share ? 1 : 0];
  });
  return { questionSet, questionCount: 30, values: columnOf(questions, 0) };
}

/** A question a number: how many of its ten permutations are right. */
function fromRightCounts(...rightCounts: readonly number[]) {
  const values = rightCounts.flatMap((right) =>
    Array.from({ length: 10 }, (_, permutation) => (permutation < right ? 1 : 0)),
  );
  return { questionSet: "q", questionCount: rightCounts.length, values };
}

test("estimateMean() is the plain mean of all episodes, inside its interval", () => {
  const column = accuracy(1);
  const { value, interval } = estimateMean([column], { range: [0, 1] });
  const mean = column.values.reduce((sum, x) => sum + x, 0) / column.values.length;
  expect(value).toBeCloseTo(mean, 12);
  expect(interval?.[0]).toBeLessThan(mean);
  expect(interval?.[1]).toBeGreaterThan(mean);
});

test("estimateMean() weighs environments the same, whatever their numbers of questions", () => {
  const small = fromRightCounts(0, 1, 2, 3, 4, 5, 6, 7);
  const large = { ...accuracy(2), questionSet: "other" };
  const values = [small, large].map((environment) => estimateMean([environment]).value);
  expect(estimateMean([small, large]).value).toBeCloseTo(
    ((values[0] ?? 0) + (values[1] ?? 0)) / 2,
    12,
  );
});

test("estimateMean() narrows less for a second model of the same questions than for new questions", () => {
  const one = accuracy(3);
  // The second model solves exactly the same questions: it adds nothing.
  expect(width([one, one])).toBeCloseTo(width([one]), 12);
  expect(width([one, { ...one, questionSet: "new" }])).toBeLessThan(0.8 * width([one]));
});

test("estimateMean() says when too few questions depart from the commonest value", () => {
  const five = fromRightCounts(10, 10, 10, 10, 10, 10, 10, 10, 1, 2, 3, 4, 5);
  const reason = "too few varying questions (5 of 13)";
  expect(estimateMean([five])).toEqual({ value: expect.any(Number), interval: null, reason });
  const six = fromRightCounts(10, 10, 10, 10, 10, 10, 10, 10, 1, 2, 3, 4, 5, 6);
  expect(estimateMean([six]).interval).not.toBeNull();
});

test("estimateMean() ends its interval where the figure's range ends", () => {
  const high = fromRightCounts(10, 10, 10, 10, 10, 10, 10, 10, 9, 9, 9, 9, 9, 2);
  expect(estimateMean([high]).interval?.[0]).toBeLessThan(0.8);
  expect(estimateMean([high], { range: [0.9, 1] }).interval?.[0]).toBe(0.9);
  expect(estimateMean([high], { range: [0, 0.9] }).interval?.[1]).toBe(0.9);
});

test("estimateMean() gives token means of 300,000 questions, no two alike, an interval", () => {
  const draw = createDraw(5);
  const values = Float64Array.from({ length: 300_000 }, () => 1_000 + 1_000 * draw());
  const tokens = { questionSet: "q", questionCount: 300_000, values };
  const { value, interval } = estimateMean([tokens], { range: [0, Infinity] });
  // The standard deviation of a uniform figure is its range / √12.
  const half = (1.96 * 1_000) / Math.sqrt(12 * 300_000);
  expect(interval![1] - value).toBeCloseTo(half, 1);
});

test("estimateMean() of questions that are all solved is exactly 1", () => {
  expect(estimateMean([fromRightCounts(10, 10, 10)])).toEqual({
    value: 1,
    interval: null,
    reason: "too few varying questions (0 of 3)",
  });
});

function width(environments: Parameters<typeof estimateMean>[0]): number {
  const { interval } = estimateMean(environments);
  return interval === null ? Number.NaN : interval[1] - interval[0];
}
