import { expect, test } from "@jest/globals";
import { averageCurves, type SweptCurve } from "../../src/statistics/average-curves.ts";
import { hypervolume } from "../../src/statistics/hypervolume.ts";
import { createDraw } from "./random-episodes.ts";

const QUESTIONS = 20;
const PERMUTATIONS = 5;
const FULL_COST = 64_000;

/** A cell whose questions differ in ease; `skill` and `tokens` are about its mean figures. */
function cell(beta: number | null, skill: number, tokens: number, seed: number) {
  const draw = createDraw(seed);
  const eases = Array.from({ length: QUESTIONS }, () => 2 * skill * draw());
  const correct = eases.flatMap((ease) =>
    Array.from({ length: PERMUTATIONS }, () => (draw() < ease ? 1 : 0)),
  );
  const spent = correct.map(() => tokens * (0.5 + draw()));
  const figures = {
    accuracy: mean(correct),
    tokens: mean(spent),
    criticalPathTokens: mean(spent) / 4,
  };
  return { beta, correct, tokens: spent, figures };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function curve(questionSet: string, cells: SweptCurve["cells"]): SweptCurve {
  return { questionSet, questionCount: QUESTIONS, fullCostTokens: FULL_COST, cells };
}

const ONE = curve("q", [
  cell(0, 0.3, 4_000, 1),
  cell(0.5, 0.25, 16_000, 2),
  cell(1, 0.5, 32_000, 3),
]);
const OTHER = curve("q", [
  cell(0, 0.4, 6_000, 4),
  cell(0.5, 0.2, 8_000, 5),
  cell(1, 0.45, 40_000, 6),
]);

function width({ points }: ReturnType<typeof averageCurves>): number {
  const [low, high] = points[0]!.accuracyInterval!;
  return high - low;
}

test("averageCurves() gives the mean figures of the cells at each β, environments weighing the same", () => {
  const { points } = averageCurves([ONE, OTHER]);
  expect(points.map(({ beta }) => beta)).toEqual([0, 0.5, 1]);
  for (const [index, point] of points.entries()) {
    const figures = [ONE, OTHER].map(({ cells }) => cells[index]!.figures);
    for (const figure of ["accuracy", "tokens", "criticalPathTokens"] as const) {
      expect(point[figure]).toBeCloseTo(mean(figures.map((each) => each[figure])), 12);
    }
    const [low, high] = point.accuracyInterval!;
    expect(low).toBeLessThan(point.accuracy);
    expect(high).toBeGreaterThan(point.accuracy);
  }
});

test("averageCurves() marks the points that no other point of the mean curve beats", () => {
  const { points } = averageCurves([ONE, OTHER]);
  expect(points.map(({ onFrontier }) => onFrontier)).toEqual([true, false, true]);
});

test("averageCurves() gives the mean of the environments' hypervolumes", () => {
  const { hypervolume: estimate } = averageCurves([ONE, OTHER]);
  const values = [ONE, OTHER].map(({ cells }) =>
    hypervolume(
      cells.map(({ figures }) => figures),
      FULL_COST,
    ),
  );
  expect(estimate.value).toBeCloseTo(mean(values), 12);
  expect(estimate.interval![0]).toBeLessThan(estimate.value);
  expect(estimate.interval![1]).toBeGreaterThan(estimate.value);
});

test("averageCurves() resamples environments of the same questions together, others apart", () => {
  const alone = averageCurves([ONE]);
  const together = averageCurves([ONE, ONE]);
  expect(together.points).toEqual(alone.points);
  // Two independent copies vary less: by about the square root of two.
  const apart = averageCurves([ONE, { ...ONE, questionSet: "others" }]);
  const ratio = width(apart) / width(alone);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(0.8);
});

test("averageCurves() keeps a controller without knobs as one point, and says what has no interval", () => {
  const solved = cell(null, 0, 8_000, 7);
  const { points, hypervolume: estimate } = averageCurves([curve("q", [solved])]);
  expect(points).toMatchObject([
    { beta: null, accuracy: 0, accuracyInterval: null, onFrontier: true },
  ]);
  const reason = `too few varying questions (0 of ${QUESTIONS})`;
  expect(estimate).toEqual({ value: 0, interval: null, reason });
});

test("averageCurves() refuses curves without cells, and curves of other βs", () => {
  const [first, ...rest] = ONE.cells;
  for (const curves of [
    [],
    [curve("q", [])],
    [ONE, curve("q", rest)],
    [ONE, curve("q", [{ ...first!, beta: 0.1 }, ...rest])],
  ]) {
    expect(() => averageCurves(curves)).toThrow(RangeError);
  }
});
