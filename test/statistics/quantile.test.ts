import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { quantile } from "../../src/statistics/quantile.ts";

// numpy.quantile([1, 2, 4, 8, 16], p), whose default method is the same.
test.each([
  [0, 1],
  [0.1, 1.4],
  [0.5, 4],
  [0.95, 14.4],
  [1, 16],
])("quantile(…, %d) interpolates linearly", (p, expected) => {
  expect(quantile(Float64Array.of(1, 2, 4, 8, 16), p)).toBeCloseTo(expected, 12);
});

test("quantile() of one value is that value", () => {
  expect(quantile(Float64Array.of(7), 0.95)).toBe(7);
});

test("quantile() passes through infinities without turning them into NaN", () => {
  expect(quantile(Float64Array.of(0, Infinity, Infinity), 0.9)).toBe(Infinity);
});

test("quantile() refuses an empty list", () => {
  expect(() => quantile(new Float64Array(), 0.5)).toThrow(RangeError);
});

test("quantile() never falls when p rises and stays between the extremes", () => {
  const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), share, share, (values, p, q) => {
      const ascending = Float64Array.from(values).toSorted();
      const [low, high] = [
        quantile(ascending, Math.min(p, q)),
        quantile(ascending, Math.max(p, q)),
      ];
      const slack = 1e-6;
      expect(low).toBeLessThanOrEqual(high + slack);
      expect(low).toBeGreaterThanOrEqual((ascending[0] ?? 0) - slack);
      expect(high).toBeLessThanOrEqual((ascending.at(-1) ?? 0) + slack);
    }),
  );
});
