import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Interval } from "../../src/domain/estimate.ts";
import type { MeanCurve } from "../../src/domain/mean-curve.ts";
import { selectController, selectionScore } from "../../src/domain/select-controller.ts";

const CANDIDATES = fc.uniqueArray(
  fc.record({
    round: fc.integer({ min: 1, max: 4 }),
    index: fc.integer({ min: 0, max: 3 }),
    // Few values, so that ties are frequent.
    score: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ round, index }) => `${round}/${index}` },
);

test("selectController() chooses nothing from nothing", () => {
  expect(selectController([])).toBeNull();
});

test("selectController() has neither runner-up nor margin for a single candidate", () => {
  const winner = { round: 3, index: 1, score: 0 };
  expect(selectController([winner])).toEqual({ winner, runnerUp: null, margin: null });
});

test("selectController() gives a tie to the earlier candidate, with margin 0", () => {
  const later = { round: 2, index: 0, score: 0.5 };
  const sibling = { round: 1, index: 1, score: 0.5 };
  const earlier = { round: 1, index: 0, score: 0.5 };
  expect(selectController([later, sibling, earlier])).toEqual({
    winner: earlier,
    runnerUp: sibling,
    margin: 0,
  });
});

test("selectController() finds the best and the second best in any order, ties to the earlier", () => {
  fc.assert(
    fc.property(CANDIDATES, (candidates) => {
      const selection = selectController(candidates);
      const inRunOrder = candidates.toSorted((a, b) => a.round - b.round || a.index - b.index);
      const bestOf = (list: typeof candidates) =>
        list.reduce<(typeof candidates)[number] | null>(
          (best, candidate) => (best === null || candidate.score > best.score ? candidate : best),
          null,
        );
      const winner = bestOf(inRunOrder);
      const runnerUp = bestOf(inRunOrder.filter((candidate) => candidate !== winner));
      expect(selection?.winner ?? null).toEqual(winner);
      expect(selection?.runnerUp ?? null).toEqual(runnerUp);
      expect(selection?.margin ?? null).toBe(winner && runnerUp && winner.score - runnerUp.score);
    }),
  );
});

const CURVE: MeanCurve = {
  points: [
    point(0, 0.5, [0.4, 0.6]),
    point(0.5, 0.75, [0.6, 0.85]),
    point(0.8, 0.75, null),
    point(1, 0.25, [0.1, 0.5]),
  ],
  hypervolume: { value: 0.375, interval: [0.25, 0.5] },
};

function point(
  beta: number,
  accuracy: number,
  accuracyInterval: Interval | null,
): MeanCurve["points"][number] {
  const tokens = 1_000 * (1 + beta);
  return { beta, accuracy, accuracyInterval, tokens, criticalPathTokens: 1_000, onFrontier: true };
}

test("selectionScore() by frontier is the hypervolume with its interval, or without one", () => {
  expect(selectionScore("frontier", CURVE)).toEqual({ value: 0.375, interval: [0.25, 0.5] });
  const hypervolume = { value: 0.125, interval: null, reason: "too few" };
  expect(selectionScore("frontier", { ...CURVE, hypervolume })).toEqual({
    value: 0.125,
    interval: null,
  });
});

test("selectionScore() by published is the highest accuracy, a tie going to the smaller β", () => {
  expect(selectionScore("published", CURVE)).toEqual({ value: 0.75, interval: [0.6, 0.85] });
});

test("selectionScore() refuses a candidate without cells", () => {
  for (const rule of ["frontier", "published"] as const) {
    expect(() => selectionScore(rule, { ...CURVE, points: [] })).toThrow(RangeError);
  }
});
