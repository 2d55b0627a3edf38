import type { Estimate } from "../domain/estimate.ts";
import { NORMAL_BOUND } from "./normal-bound.ts";

/**
 * How often something happens, from independent trials of one and the same thing, such as permutations of one
 * question: the recorded share with Wilson's 95 % score interval (1927), which holds for few trials
 * and at both ends, where the trials show no scatter.
 *
 * @example
 * ```ts
 * const { value, interval } = estimateShare(0, 100);
 * assert.equal(value, 0);
 * assert.equal(interval?.[1].toFixed(3), "0.037");
 * ```
 */
export function estimateShare(happened: number, trials: number): Estimate {
  const value = happened / trials;
  const square = NORMAL_BOUND ** 2;
  const centre = (happened + square / 2) / (trials + square);
  const half =
    (NORMAL_BOUND * Math.sqrt(trials * value * (1 - value) + square / 4)) / (trials + square);
  return { value, interval: [Math.max(0, centre - half), Math.min(1, centre + half)] };
}
