import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type FrontierPoint, paretoFrontier } from "../../src/statistics/pareto-frontier.ts";

// Few distinct values, so that ties are frequent.
const POINTS = fc.array(
  fc.record({ tokens: fc.integer({ min: 1, max: 6 }), accuracy: fc.integer({ min: 0, max: 6 }) }),
  { maxLength: 12 },
);

test("paretoFrontier() keeps equal points and drops the dearer of two equally accurate ones", () => {
  const points: FrontierPoint[] = [
    { tokens: 10, accuracy: 0.5 },
    { tokens: 10, accuracy: 0.5 },
    { tokens: 20, accuracy: 0.5 },
    { tokens: 10, accuracy: 0.4 },
    { tokens: 30, accuracy: 0.6 },
  ];
  expect(paretoFrontier(points)).toEqual([0, 1, 4]);
});

test("paretoFrontier() of nothing is nothing", () => {
  expect(paretoFrontier([])).toEqual([]);
});

test("paretoFrontier() rises in accuracy with tokens, and every point left out is beaten by one kept", () => {
  fc.assert(
    fc.property(POINTS, (points) => {
      const kept = paretoFrontier(points);
      const frontier = kept.flatMap((index) => points[index] ?? []);
      const byTokens = frontier.toSorted((a, b) => a.tokens - b.tokens);
      for (const [index, point] of byTokens.entries()) {
        const next = byTokens[index + 1] ?? { tokens: Infinity, accuracy: Infinity };
        const isTie = next.tokens === point.tokens && next.accuracy === point.accuracy;
        const rises = next.tokens > point.tokens && next.accuracy > point.accuracy;
        expect(isTie || rises).toBe(true);
      }
      for (const [index, point] of points.entries()) {
        if (kept.includes(index)) continue;
        const beaten = frontier.some(
          (other) => other.tokens <= point.tokens && other.accuracy >= point.accuracy,
        );
        expect(beaten).toBe(true);
      }
    }),
  );
});
