import { type Estimate, type Interval, isSeparated } from "./estimate.ts";

/** An estimate of what sets two controllers apart, with what it amounts to: every field is always there. */
export interface StatedEstimate {
  readonly value: number;
  /** 95 %, paired, over questions. */
  readonly interval: Interval | null;
  /** Whether the interval leaves out what no difference would be: 0, or 1 for a ratio. */
  readonly separated: boolean;
  /** Why there is no interval; `null` where there is one. */
  readonly note: string | null;
  /** Share of the variance that a single question makes up; `null` below ½, and without an interval. */
  readonly outlierShare: number | null;
}

/** @param noDifference what a difference, or a ratio, is told apart from. */
export function stateEstimate(estimate: Estimate, noDifference: 0 | 1 = 0): StatedEstimate {
  const { value, interval } = estimate;
  const separated = isSeparated(estimate, noDifference);
  return interval === null
    ? { value, interval, separated, note: estimate.reason, outlierShare: null }
    : { value, interval, separated, note: null, outlierShare: estimate.outlierShare ?? null };
}

/** The estimate that was stated. */
export function statedEstimateOf(stated: Omit<StatedEstimate, "separated">): Estimate {
  const { value, interval, note, outlierShare } = stated;
  if (interval === null) return { value, interval, reason: note ?? "no interval" };
  return { value, interval, ...(outlierShare === null ? {} : { outlierShare }) };
}
