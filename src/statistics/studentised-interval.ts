import type { Interval } from "../domain/estimate.ts";
import type { EpisodeValues } from "./episode-values.ts";
import { quantile } from "./quantile.ts";
import { createRandom } from "./random.ts";
import { createStrata, type Draws, type Stratum } from "./strata.ts";

/**
 * A smooth function of the columns' means. It returns its value and writes its derivative by each
 * mean into `gradient`, which comes in as zeros; both arrays have the shape `[columnCount]`.
 */
export type Statistic = (means: Float64Array, gradient: Float64Array) => number;

/** How the bootstrap is drawn. Equal options and shapes give equal draws: common random numbers. */
export interface BootstrapOptions {
  /** Default 2,000: an end point then carries a Monte-Carlo error of 0.1 to 0.5 points. */
  readonly replicateCount?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** A statistic of the recorded episodes with its interval; `null` where every question is the same. */
export interface StudentisedInterval {
  readonly value: number;
  readonly interval: Interval | null;
}

const TAIL = 0.025;

/**
 * The 95 % bootstrap-t interval of a statistic over questions.
 *
 * Columns of one question set are resampled together: a replicate takes the same questions,
 * and for each of them the same permutations, in all of them. So everything that is compared is
 * compared on common random numbers, and all models of a question stay together. Question sets are
 * strata, resampled independently.
 *
 * The standard error, of the recorded values and of each replicate alike, is that of the linearised
 * statistic (the infinitesimal jackknife): the spread over questions of gradient · question
 * means. It needs no second term for the permutations, the question means hold their noise already.
 */
export function studentisedInterval(
  columns: readonly EpisodeValues[],
  statistic: Statistic,
  { replicateCount = 2_000, seed = 0 }: BootstrapOptions = {},
): StudentisedInterval {
  const strata = createStrata(columns, replicateCount, createRandom(seed));
  const sample = createSample(columns.length, statistic);

  const recorded = { ...measure(sample, strata, "recorded", 0) };
  const pivots = new Float64Array(replicateCount);
  for (let replicate = 0; replicate < replicateCount; replicate += 1) {
    const drawn = measure(sample, strata, "resampled", replicate);
    const shift = drawn.value - recorded.value;
    // Without any spread a shift is infinitely many standard errors: x / 0 says so by itself.
    pivots[replicate] = shift === 0 ? 0 : shift / drawn.standardError;
  }
  pivots.sort();

  const low = recorded.value - quantile(pivots, 1 - TAIL) * recorded.standardError;
  const high = recorded.value - quantile(pivots, TAIL) * recorded.standardError;
  const interval: Interval | null =
    recorded.standardError > 0 && Number.isFinite(high - low) ? [low, high] : null;
  return { value: recorded.value, interval };
}

/** Buffers that are used for every sample, and what was measured on the last one. */
interface Sample {
  readonly statistic: Statistic;
  readonly means: Float64Array;
  readonly gradient: Float64Array;
  value: number;
  standardError: number;
}

function createSample(columnCount: number, statistic: Statistic): Sample {
  const means = new Float64Array(columnCount);
  return { statistic, means, gradient: means.slice(), value: 0, standardError: 0 };
}

/** Measures sample number `index`; the result is overwritten by the next call. */
function measure(
  sample: Sample,
  strata: readonly Stratum[],
  kind: "recorded" | "resampled",
  index: number,
): Sample {
  const { means, gradient } = sample;
  means.fill(0);
  gradient.fill(0);
  for (const stratum of strata) addMeans(means, stratum, stratum[kind], index);
  sample.value = sample.statistic(means, gradient);
  let variance = 0;
  for (const stratum of strata) variance += varianceOf(sample, stratum, stratum[kind], index);
  sample.standardError = Math.sqrt(variance);
  return sample;
}

function addMeans(means: Float64Array, stratum: Stratum, draws: Draws, index: number): void {
  const { questionCount, columnIndices } = stratum;
  const { rows, picks } = draws;
  const columnCount = columnIndices.length;
  for (let i = index * questionCount; i < (index + 1) * questionCount; i += 1) {
    const row = (picks[i] ?? 0) * columnCount;
    for (let column = 0; column < columnCount; column += 1) {
      const at = columnIndices[column] ?? 0;
      means[at] = (means[at] ?? 0) + (rows[row + column] ?? 0);
    }
  }
  // Divided once, at the end: a share of ones must not come out as 1.0000000000000002.
  for (const at of columnIndices) means[at] = (means[at] ?? 0) / questionCount;
}

/** Variance of the linearised statistic's mean over the questions of one stratum. */
function varianceOf(sample: Sample, stratum: Stratum, draws: Draws, index: number): number {
  const { means, gradient } = sample;
  const { questionCount, columnIndices } = stratum;
  const { rows, picks } = draws;
  const columnCount = columnIndices.length;
  let squares = 0;
  for (let i = index * questionCount; i < (index + 1) * questionCount; i += 1) {
    const row = (picks[i] ?? 0) * columnCount;
    let deviation = 0;
    for (let column = 0; column < columnCount; column += 1) {
      const at = columnIndices[column] ?? 0;
      deviation += (gradient[at] ?? 0) * ((rows[row + column] ?? 0) - (means[at] ?? 0));
    }
    squares += deviation * deviation;
  }
  return squares / (questionCount - 1) / questionCount;
}
