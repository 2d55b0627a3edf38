/** A closed interval `[low, high]`, in the unit of the value it belongs to. */
export type Interval = readonly [low: number, high: number];

/**
 * A figure with its 95 % interval over questions, or with the reason why the recorded questions
 * do not support one. No interval is never a pass: see `isSeparated`.
 */
export type Estimate =
  | {
      readonly value: number;
      readonly interval: Interval;
      /**
       * Share of the variance that a single question makes up, from ½ to 1; absent below. The interval of such
       * a figure holds the truth about 90 times in 100 instead of 95 (decision 0010).
       */
      readonly outlierShare?: number;
    }
  | { readonly value: number; readonly interval: null; readonly reason: string };

/**
 * Whether a difference is told apart from 0, or a ratio from 1: it has an interval, and that value is not
 * in it.
 *
 * @example
 * ```ts
 * assert.equal(isSeparated({ value: 0.03, interval: [0.01, 0.05] }), true);
 * assert.equal(isSeparated({ value: 0.03, interval: [0, 0.06] }), false);
 * assert.equal(isSeparated({ value: 0.03, interval: null, reason: "too few" }), false);
 * assert.equal(isSeparated({ value: 0.8, interval: [0.7, 0.9] }, 1), true);
 * ```
 */
export function isSeparated({ interval }: Estimate, from: 0 | 1 = 0): boolean {
  if (interval === null) return false;
  const [low, high] = interval;
  return low > from || high < from;
}

/**
 * What an estimate says about a monotone function of its figure, rising or falling.
 *
 * @example
 * ```ts
 * const saved = mapEstimate({ value: 0.25, interval: [0.125, 0.5] }, (spent) => 1 - spent);
 * assert.deepEqual(saved, { value: 0.75, interval: [0.5, 0.875] });
 * ```
 */
export function mapEstimate(estimate: Estimate, map: (figure: number) => number): Estimate {
  const value = map(estimate.value);
  if (estimate.interval === null) return { ...estimate, value };
  const [first, last] = [map(estimate.interval[0]), map(estimate.interval[1])];
  return { ...estimate, value, interval: [Math.min(first, last), Math.max(first, last)] };
}
