import type { Score } from "../../domain/select-controller.ts";
import { withInterval } from "./with-interval.ts";

/** A score or hypervolume with its interval: `0.568 [0.431, 0.672]`. */
export function formatScore({ value, interval }: Score): string {
  return withInterval(threeDecimals(value), interval, threeDecimals);
}

function threeDecimals(figure: number): string {
  return figure.toFixed(3);
}
