import type { Estimate } from "../../domain/estimate.ts";
import { withVerdict } from "./with-verdict.ts";

/** A difference with its sign and with what it amounts to: `+0.4 [-0.6, 1.3] not separated`. */
export function formatDifference(difference: Estimate, format: (value: number) => string): string {
  const { value } = difference;
  return withVerdict(`${value > 0 ? "+" : ""}${format(value)}`, difference, format, 0);
}
