import type { Interval } from "../../domain/estimate.ts";
import { formatPoints } from "./format-percent.ts";
import { withInterval } from "./with-interval.ts";

/** An accuracy in percent with its interval, for a column: values stand under each other. */
export function formatAccuracy(accuracy: number, interval: Interval | null): string {
  return withInterval(formatPoints(accuracy).padStart(5), interval, formatPoints);
}
