import type { Estimate } from "../../domain/estimate.ts";
import { withVerdict } from "./with-verdict.ts";

/**
 * A ratio with what it amounts to: `0.78 [0.11, 5.18] not separated`. Beyond 1/100 and 100 an end only says
 * that it is.
 */
export function formatRatio(ratio: Estimate): string {
  return withVerdict(shortRatio(ratio.value), ratio, shortRatio, 1);
}

function shortRatio(ratio: number): string {
  if (ratio < 0.01) return "<0.01";
  return ratio > 100 ? ">100" : ratio.toFixed(2);
}
