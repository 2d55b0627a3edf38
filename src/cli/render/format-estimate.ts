import type { Estimate } from "../../domain/estimate.ts";
import { withInterval } from "./with-interval.ts";

/**
 * A figure with its interval where it has one: `64.2 [49.9, 77.1]`.
 *
 * @param width cells that the value fills at least, so that values of a column stand under each other.
 */
export function formatEstimate(
  { value, interval }: Estimate,
  format: (figure: number) => string,
  width = 0,
): string {
  return withInterval(format(value).padStart(width), interval, format);
}
