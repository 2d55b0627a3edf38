import { expect, test } from "@jest/globals";
import fc from "fast-check";
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

test("selectionScore() by published takes the β that is best on the mean of environments", () => {
  const curves = [
    { hypervolume: 0, accuracies: [0.25, 0.5, 0.75] },
    { hypervolume: 1, accuracies: [1, 0.5, 0] },
  ];
  // Means by β: 0.625, 0.5, 0.375; the best β of each environment alone would give 0.875.
  expect(selectionScore("published", curves)).toBe(0.625);
  expect(selectionScore("frontier", curves)).toBe(0.5);
});

test("selectionScore() refuses a candidate without cells", () => {
  expect(() => selectionScore("frontier", [])).toThrow(RangeError);
  expect(() => selectionScore("published", [{ hypervolume: 0, accuracies: [] }])).toThrow(
    RangeError,
  );
});
