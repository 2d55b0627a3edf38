import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createCurveGap, type Matched } from "../../src/statistics/curve-gap.ts";

type Point = readonly [accuracy: number, tokens: number];

const CHEAP_TO_DEAR: readonly Point[] = [
  [0.2, 1_000],
  [0.6, 4_000],
  [0.5, 8_000],
];

function gapOf(a: readonly Point[], b: readonly Point[], matched: Matched) {
  const gap = createCurveGap(a.length, b.length, matched);
  const figures = Float64Array.from([...a, ...b].flat());
  const gradient = new Float64Array(figures.length);
  return { range: gap.range(figures), value: gap.measure(figures, gradient), gradient };
}

test("createCurveGap() compares with a single cell by interpolation on ln tokens", () => {
  const single: readonly Point[] = [[0.3, 2_000]];
  const atTokens = gapOf(CHEAP_TO_DEAR, single, "tokens");
  expect(atTokens.range).toEqual([2_000, 2_000]);
  expect(atTokens.value).toBeCloseTo(0.4 - 0.3, 12);
  const atAccuracy = gapOf(CHEAP_TO_DEAR, single, "accuracy");
  expect(atAccuracy.range).toEqual([0.3, 0.3]);
  // A quarter of the way from 0.2 to 0.6: a quarter of the way from 1,000 to 4,000 on a log axis.
  expect(Math.exp(atAccuracy.value)).toBeCloseTo((1_000 * 4 ** 0.25) / 2_000, 12);
});

test("createCurveGap() goes on level to the dearest cell, where a larger budget buys nothing", () => {
  const single: readonly Point[] = [[0.55, 7_000]];
  expect(gapOf(CHEAP_TO_DEAR, single, "tokens").value).toBeCloseTo(0.05, 12);
});

test("createCurveGap() takes what both cover, and nothing where they have nothing in common", () => {
  const other: readonly Point[] = [
    [0.1, 2_000],
    [0.4, 32_000],
  ];
  expect(gapOf(CHEAP_TO_DEAR, other, "tokens").range).toEqual([2_000, 8_000]);
  expect(gapOf(CHEAP_TO_DEAR, other, "accuracy").range).toEqual([0.2, 0.4]);
  expect(gapOf(CHEAP_TO_DEAR, [[0.9, 9_000]], "tokens").range).toBeNull();
  expect(gapOf(CHEAP_TO_DEAR, [[0.1, 900]], "accuracy").range).toBeNull();
});

test("createCurveGap() of a curve that is twice as cheap is ln 2 in tokens everywhere", () => {
  const half = CHEAP_TO_DEAR.map(([accuracy, tokens]): Point => [accuracy, tokens / 2]);
  expect(gapOf(CHEAP_TO_DEAR, half, "accuracy").value).toBeCloseTo(Math.LN2, 12);
});

const curve = fc
  .array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 10 ** 6 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((points): readonly Point[] => points);

test.each(["tokens", "accuracy"] as const)(
  "createCurveGap() agrees with a slow and obvious reading of its formula at matched %s",
  (matched) => {
    fc.assert(
      fc.property(curve, curve, (a, b) => {
        const { range, value } = gapOf(a, b, matched);
        const slow = slowGap(a, b, matched);
        expect(range === null).toBe(slow === null);
        if (slow !== null) expect(value).toBeCloseTo(slow, 9);
      }),
    );
  },
);

test.each(["tokens", "accuracy"] as const)(
  "createCurveGap() writes the derivative by every figure at matched %s",
  (matched) => {
    const a: readonly Point[] = [
      [0.21, 1_100],
      [0.58, 4_300],
      [0.5, 6_000],
      [0.71, 9_000],
    ];
    const b: readonly Point[] = [
      [0.3, 1_900],
      [0.66, 14_000],
    ];
    const { gradient } = gapOf(a, b, matched);
    const points = [...a, ...b].flat();
    for (const [at, figure] of points.entries()) {
      const step = figure * 1e-6;
      const [up, down] = [step, -step].map((change) => {
        const changed = Float64Array.from(points);
        changed[at] = figure + change;
        const gap = createCurveGap(a.length, b.length, matched);
        return gap.measure(changed, new Float64Array(changed.length));
      });
      expect(gradient[at]! * figure).toBeCloseTo((up! - down!) / 2e-6, 6);
    }
  },
);

/** As the formula reads: the frontier by definition, a linear search for neighbours, sixteen places. */
function slowGap(a: readonly Point[], b: readonly Point[], matched: Matched): number | null {
  const lines = [a, b].map((points) => {
    const isBeaten = ([accuracy, tokens]: Point): boolean =>
      points.some(
        ([other, spent]) =>
          (other >= accuracy && spent < tokens) || (other > accuracy && spent <= tokens),
      );
    const frontier = points
      .filter((point) => !isBeaten(point))
      .map(([accuracy, tokens]) => ({ accuracy, tokens: Math.log(tokens) }))
      .toSorted((p, q) => p.tokens - q.tokens);
    const dearest = {
      ...frontier.at(-1)!,
      tokens: Math.log(Math.max(...points.map(([, t]) => t))),
    };
    return matched === "tokens" ? [...frontier, dearest] : frontier;
  });
  const compared = matched === "tokens" ? "accuracy" : "tokens";
  const low = Math.max(...lines.map((line) => line[0]![matched]));
  const high = Math.min(...lines.map((line) => line.at(-1)![matched]));
  if (low > high) return null;
  const heights = (line: (typeof lines)[number]): number[] =>
    Array.from({ length: 16 }, (_, j) => {
      const x = low + ((j + 0.5) / 16) * (high - low);
      const right = line.findIndex((point) => point[matched] >= x);
      const [p, q] = [line[right - 1], line[right]];
      if (p === undefined || q === undefined) return (q ?? line.at(-1)!)[compared];
      const share = (x - p[matched]) / (q[matched] - p[matched]);
      return p[compared] + share * (q[compared] - p[compared]);
    });
  const [ofA, ofB] = [heights(lines[0]!), heights(lines[1]!)];
  return ofA.reduce((sum, height, j) => sum + (height - ofB[j]!) / 16, 0);
}
