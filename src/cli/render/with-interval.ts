import type { Interval } from "../../domain/estimate.ts";
import { formatInterval } from "./format-interval.ts";

/** A measured figure and its interval, where it has one: `64.2 [49.9, 77.1]`. */
export function withInterval(
  value: string,
  interval: Interval | null,
  format: (end: number) => string,
): string {
  return interval === null ? value : `${value} ${formatInterval(interval, format)}`;
}
