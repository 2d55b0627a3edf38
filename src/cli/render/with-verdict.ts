import { type Estimate, isSeparated } from "../../domain/estimate.ts";
import { formatInterval } from "./format-interval.ts";

/**
 * What sets two controllers apart, with what it amounts to: `+1.7 [0.3, 3.1]`, `+0.4 [-0.6, 1.3] not separated`,
 * `+1.7 [0.3, 3.1], one question is 54 % of the variance`, or `+0.4 too few differing questions (3 of 30)`.
 *
 * @param value the value, formatted.
 * @param noDifference what it is told apart from.
 */
export function withVerdict(
  value: string,
  estimate: Estimate,
  format: (end: number) => string,
  noDifference: 0 | 1,
): string {
  const { interval } = estimate;
  if (interval === null) return `${value} ${estimate.reason}`;
  const { outlierShare } = estimate;
  const range = `${value} ${formatInterval(interval, format)}`;
  const separation = isSeparated(estimate, noDifference) ? "" : " not separated";
  const outlier =
    outlierShare === undefined
      ? ""
      : `, one question is ${Math.round(100 * outlierShare)} % of the variance`;
  return range + separation + outlier;
}
