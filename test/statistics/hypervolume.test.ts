import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createCurve } from "../../src/statistics/curve.ts";
import { curveHypervolume, hypervolume } from "../../src/statistics/hypervolume.ts";
import type { FrontierPoint } from "../../src/statistics/pareto-frontier.ts";

const FULL_COST = 64_000;

const POINT = fc.record({
  tokens: fc.double({ min: 300, max: 100_000, noNaN: true }),
  accuracy: fc.double({ min: 0, max: 1, noNaN: true }),
});
const POINTS = fc.array(POINT, { maxLength: 12 });

test("hypervolume() counts half the log range for a point that appears in its middle", () => {
  expect(hypervolume([{ tokens: 8_000, accuracy: 0.6 }], FULL_COST)).toBeCloseTo(0.3, 12);
});

test("hypervolume() counts points below T/64 from T/64 on, and none from T on", () => {
  expect(hypervolume([{ tokens: 10, accuracy: 0.6 }], FULL_COST)).toBeCloseTo(0.6, 12);
  expect(hypervolume([{ tokens: 64_000, accuracy: 0.6 }], FULL_COST)).toBe(0);
  expect(hypervolume([], FULL_COST)).toBe(0);
});

test.each([0, -1, Number.NaN])(
  "hypervolume() refuses a full cost of %d instead of being NaN",
  (cost) => {
    expect(() => hypervolume([{ tokens: 10, accuracy: 0.6 }], cost)).toThrow(RangeError);
    expect(() => hypervolume([], cost)).toThrow(`a full cost of ${cost} tokens`);
  },
);

test("hypervolume() adds up steps", () => {
  const points = [
    { tokens: 32_000, accuracy: 0.9 },
    { tokens: 2_000, accuracy: 0.3 },
    { tokens: 8_000, accuracy: 0.2 },
  ];
  // Base-2 logarithms of the budget over T/64: 1 to 5 at 0.3, 5 to 6 at 0.9, of 6 in all.
  expect(hypervolume(points, FULL_COST)).toBeCloseTo((4 * 0.3 + 1 * 0.9) / 6, 12);
});

test("hypervolume() agrees with the average over many budgets", () => {
  fc.assert(
    fc.property(POINTS, (points) => {
      expect(Math.abs(hypervolume(points, FULL_COST) - averageOverBudgets(points))).toBeLessThan(
        // Each step is missed by half a budget at most.
        (points.length + 1) / BUDGETS,
      );
    }),
    { numRuns: 60 },
  );
});

test("hypervolume() does not depend on the order of points, and no point lowers it", () => {
  fc.assert(
    fc.property(POINTS, POINT, (points, another) => {
      const value = hypervolume(points, FULL_COST);
      expect(hypervolume(points.toReversed(), FULL_COST)).toBeCloseTo(value, 12);
      expect(hypervolume([...points, another], FULL_COST)).toBeGreaterThanOrEqual(value - 1e-12);
    }),
  );
});

test("curveHypervolume() writes the derivative by every accuracy and every cost", () => {
  const figures = Float64Array.of(0.3, 2_000, 0.25, 5_000, 0.7, 20_000, 0.5, 9_000, 0.9, 80_000);
  const valueOf = (changed: Float64Array): number =>
    curveHypervolume(createCurve(5, 0), FULL_COST, changed, new Float64Array(10));
  const gradient = new Float64Array(10);
  curveHypervolume(createCurve(5, 0), FULL_COST, figures, gradient);

  const differences = figures.map((figure, at) => {
    const step = figure * 1e-5;
    return (
      (valueOf(figures.with(at, figure + step)) - valueOf(figures.with(at, figure - step))) /
      2 /
      step
    );
  });
  for (const [at, slope] of gradient.entries())
    expect(slope).toBeCloseTo(differences[at] ?? NaN, 8);
  expect(gradient.filter((slope) => slope !== 0)).toHaveLength(6);
});

const BUDGETS = 20_000;

/** The definition, budget by budget. */
function averageOverBudgets(points: readonly FrontierPoint[]): number {
  let sum = 0;
  for (let i = 0; i < BUDGETS; i += 1) {
    const budget = (FULL_COST / 64) * 64 ** ((i + 0.5) / BUDGETS);
    let best = 0;
    for (const { tokens, accuracy } of points) {
      if (tokens <= budget && accuracy > best) best = accuracy;
    }
    sum += best;
  }
  return sum / BUDGETS;
}
