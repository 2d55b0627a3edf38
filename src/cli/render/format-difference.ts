import { type Estimate, isSeparated } from "../../domain/estimate.ts";
import { formatInterval } from "./format-interval.ts";

/**
 * A difference with what it amounts to: `+1.7 [0.3, 3.1]`, `+0.4 [-0.6, 1.3] not separated`, or
 * `+0.4 too few differing questions (3 of 30)`.
 */
export function formatDifference(difference: Estimate, format: (value: number) => string): string {
  const { value, interval } = difference;
  const signed = `${value > 0 ? "+" : ""}${format(value)}`;
  if (interval === null) return `${signed} ${difference.reason}`;
  const range = `${signed} ${formatInterval(interval, format)}`;
  return isSeparated(difference) ? range : `${range} not separated`;
}
