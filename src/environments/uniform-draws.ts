import { mersenneTwister } from "../replay/mersenne-twister.ts";

/** Draws the next number in [0, 1), a multiple of 2⁻³². */
export type Draw = () => number;

/** A stream of draws of its own for each key; draws of other keys never shift it. */
export function uniformDraws(key: readonly number[]): Draw {
  const next = mersenneTwister(key);
  return () => next() / 0x1_0000_0000;
}

/**
 * The value at `position` in [0, 1] of a curve given at equal steps, with straight lines between them.
 *
 * @example
 * ```ts
 * assert.equal(valueAt([10, 20, 40], 0.75), 30);
 * ```
 */
export function valueAt(curve: readonly number[], position: number): number {
  const steps = curve.length - 1;
  const step = Math.min(Math.floor(position * steps), steps - 1);
  const [low, high] = [curve[step]!, curve[step + 1]!];
  return low + (high - low) * (position * steps - step);
}

/**
 * Spreads `scores` evenly over (0, 1) in their own order: the smallest gets a draw from the first of as many
 * equal strata, and so on. Small samples then have the quantiles that large ones have.
 */
export function stratified(scores: readonly number[], draw: Draw): number[] {
  const positions = Array.from(scores, () => 0);
  const ascending = [...scores.keys()].toSorted((a, b) => scores[a]! - scores[b]! || a - b);
  for (const [rank, index] of ascending.entries()) {
    positions[index] = (rank + draw()) / scores.length;
  }
  return positions;
}
