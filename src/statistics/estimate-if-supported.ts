import type { Estimate, Interval } from "../domain/estimate.ts";
import type { EpisodeValues } from "./episode-values.ts";
import {
  type BootstrapOptions,
  type Statistic,
  studentisedInterval,
} from "./studentised-interval.ts";

/** How an interval is drawn, and where it has to end. */
export interface EstimateOptions extends BootstrapOptions {
  /** Values that the figure can take, such as [0, 1]; interval ends beyond are moved onto it. */
  readonly range?: Interval;
}

/** How many questions say something about a figure, and how many have to. */
export interface Support {
  /** What the counted questions do: "differing" from the other controller, "varying" among themselves. */
  readonly word: "differing" | "varying";
  readonly count: number;
  readonly countMin: number;
  readonly questionCount: number;
}

/**
 * Questions that must differ between two controllers before a difference gets an interval. With fewer,
 * no bootstrap covers: measured on 30 questions, intervals hold the truth 95 times in 100 from twelve
 * differing questions on, unless one of them outweighs the others (decision 0010).
 */
export const DIFFERING_QUESTIONS_MIN = 12;

/**
 * Questions that must depart from the commonest value before a single figure gets an interval. On
 * 30 simulated questions the interval covers 93 % and more where six are usual; where most are
 * unsolved and fewer than four vary, it nearly always misses.
 */
export const VARYING_QUESTIONS_MIN = 6;

/** From here on one question decides: intervals hold the truth less often than they say (decision 0010). */
export const OUTLIER_SHARE_MIN = 0.5;

/** The statistic with its interval where enough questions support one, else with the reason. */
export function estimateIfSupported(
  columns: readonly EpisodeValues[],
  statistic: Statistic,
  support: Support,
  { range = [-Infinity, Infinity], ...bootstrap }: EstimateOptions,
): Estimate {
  const studentised = studentisedInterval(columns, statistic, bootstrap);
  const { value, interval } = studentised;
  if (support.count < support.countMin) {
    const reason = `too few ${support.word} questions (${support.count} of ${support.questionCount})`;
    return { value, interval: null, reason };
  }
  if (interval === null) {
    return { value, interval: null, reason: "the questions do not vary enough to resample them" };
  }
  const { outlierShare } = studentised;
  return {
    value,
    interval: [Math.max(interval[0], range[0]), Math.min(interval[1], range[1])],
    ...(outlierShare >= OUTLIER_SHARE_MIN ? { outlierShare } : {}),
  };
}

/** Counts the questions whose value is not the commonest of their set. */
export function countVarying(
  sets: readonly Float64Array[],
): Pick<Support, "count" | "questionCount"> {
  return {
    count: sets.reduce((count, values) => count + countUncommon(values), 0),
    questionCount: sets.reduce((count, values) => count + values.length, 0),
  };
}

function countUncommon(values: Float64Array): number {
  const counts = new Map<number, number>();
  let total = 0;
  let commonest = 0;
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    commonest = Math.max(commonest, count);
    total += 1;
  }
  return total - commonest;
}
