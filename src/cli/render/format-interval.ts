import type { Interval } from "../../domain/estimate.ts";

/** An interval with its ends formatted by `format`, which leaves out the unit: `[12.3, 28.9]`. */
export function formatInterval([low, high]: Interval, format: (value: number) => string): string {
  return `[${format(low)}, ${format(high)}]`;
}
