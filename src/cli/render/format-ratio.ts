import { type Estimate, isSeparated } from "../../domain/estimate.ts";
import { formatInterval } from "./format-interval.ts";

/**
 * A ratio with what it amounts to: `0.53 [0.44, 0.66]`, `0.78 [0.11, 5.18] not separated`, or
 * `0.78 too few differing questions (3 of 30)`. Beyond 1/100 and 100 an end only says that it is.
 */
export function formatRatio(ratio: Estimate): string {
  const { value, interval } = ratio;
  if (interval === null) return `${shortRatio(value)} ${ratio.reason}`;
  const range = `${shortRatio(value)} ${formatInterval(interval, shortRatio)}`;
  return isSeparated(ratio, 1) ? range : `${range} not separated`;
}

function shortRatio(ratio: number): string {
  if (ratio < 0.01) return "<0.01";
  return ratio > 100 ? ">100" : ratio.toFixed(2);
}
