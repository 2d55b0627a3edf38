import type { Interval } from "../domain/estimate.ts";
import type { EpisodeValues } from "./episode-values.ts";
import { NORMAL_BOUND } from "./normal-bound.ts";
import { quantile } from "./quantile.ts";
import {
  type Draws,
  groupByQuestionSet,
  recordedDraws,
  resampledDraws,
  type Stratum,
} from "./strata.ts";

/**
 * A smooth function of the columns' means. It returns its value and writes its derivative by each
 * mean into `gradient`, which comes in as zeros; both arrays have the shape `[columnCount]`.
 */
export type Statistic = (means: Float64Array, gradient: Float64Array) => number;

/** How the bootstrap is drawn. Equal options and shapes give equal draws: common random numbers. */
export interface BootstrapOptions {
  /** Default 2,000: an end then carries a Monte-Carlo error of 0.04 standard errors. */
  readonly replicateCount?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** A statistic of the recorded episodes with its interval; `null` where every question is the same. */
export type StudentisedInterval =
  | {
      readonly value: number;
      readonly interval: Interval;
      /** Share of the variance that the most outlying question makes up. */
      readonly outlierShare: number;
    }
  | { readonly value: number; readonly interval: null };

const COVERAGE = 0.95;

/**
 * With more questions than this nothing is resampled and the normal bound is taken: the two differ by
 * terms of order 1/questions, here less than chance does at 2,000 replicates (0.04 standard errors).
 * Resampling 300,000 questions would take minutes and gigabytes.
 */
const RESAMPLED_QUESTIONS_MAX = 1_000;

/**
 * The 95 % symmetric bootstrap-t interval of a statistic over questions: its value ± as many standard
 * errors as hold 95 % of the replicates' |t|. Where few questions carry the difference, it holds the truth
 * more often than the interval with equal tails does (decision 0010).
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
  const strata = groupByQuestionSet(columns);
  const sample = createSample(columns.length, statistic);
  const { value, standardError, largestTerm } = {
    ...measure(sample, strata, strata.map(recordedDraws), 0),
  };

  const questionCount = strata.reduce((sum, stratum) => sum + stratum.questionCount, 0);
  const bound =
    questionCount > RESAMPLED_QUESTIONS_MAX
      ? NORMAL_BOUND
      : pivotBound(sample, strata, { replicateCount, seed }, value);
  const half = bound * standardError;
  // Without any spread, or with none in many replicates, half is 0, infinite or not a number.
  const isSupported = half > 0 && Number.isFinite(half);
  if (!isSupported) return { value, interval: null };
  const outlierShare = largestTerm / standardError ** 2;
  return { value, interval: [value - half, value + half], outlierShare };
}

/** How many standard errors, each its own, 95 % of the replicates are away from the recorded value at most. */
function pivotBound(
  sample: Sample,
  strata: readonly Stratum[],
  { replicateCount, seed }: Required<BootstrapOptions>,
  recorded: number,
): number {
  // A seed for each stratum: two of one size would else be drawn alike.
  const draws = strata.map((stratum, index) =>
    resampledDraws(stratum, { replicateCount, seed: seed + index }),
  );
  const pivots = new Float64Array(replicateCount);
  for (let replicate = 0; replicate < replicateCount; replicate += 1) {
    const { value, standardError } = measure(sample, strata, draws, replicate);
    const shift = Math.abs(value - recorded);
    // Without any spread a shift is infinitely many standard errors: x / 0 says so by itself.
    pivots[replicate] = shift === 0 ? 0 : shift / standardError;
  }
  return quantile(pivots.toSorted(), COVERAGE);
}

/** Buffers that are used for every sample, and what was measured on the last one. */
interface Sample {
  readonly statistic: Statistic;
  readonly means: Float64Array;
  readonly gradient: Float64Array;
  value: number;
  standardError: number;
  /** What the most outlying question adds to the squared standard error. */
  largestTerm: number;
}

function createSample(columnCount: number, statistic: Statistic): Sample {
  const means = new Float64Array(columnCount);
  return { statistic, means, gradient: means.slice(), value: 0, standardError: 0, largestTerm: 0 };
}

/** Measures sample number `index` of each stratum's draws; the result is overwritten by the next call. */
function measure(
  sample: Sample,
  strata: readonly Stratum[],
  draws: readonly Draws[],
  index: number,
): Sample {
  const { means, gradient } = sample;
  means.fill(0);
  gradient.fill(0);
  for (const [k, stratum] of strata.entries()) addMeans(means, stratum, draws[k]!, index);
  sample.value = sample.statistic(means, gradient);
  let variance = 0;
  sample.largestTerm = 0;
  for (const [k, stratum] of strata.entries()) {
    variance += varianceOf(sample, stratum, draws[k]!, index);
  }
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

/** Variance of the linearised statistic's mean over the questions of one stratum; keeps the largest term. */
function varianceOf(sample: Sample, stratum: Stratum, draws: Draws, index: number): number {
  const { means, gradient } = sample;
  const { questionCount, columnIndices } = stratum;
  const { rows, picks } = draws;
  const columnCount = columnIndices.length;
  let squares = 0;
  let largest = 0;
  for (let i = index * questionCount; i < (index + 1) * questionCount; i += 1) {
    const row = (picks[i] ?? 0) * columnCount;
    let deviation = 0;
    for (let column = 0; column < columnCount; column += 1) {
      const at = columnIndices[column] ?? 0;
      deviation += (gradient[at] ?? 0) * ((rows[row + column] ?? 0) - (means[at] ?? 0));
    }
    const square = deviation * deviation;
    squares += square;
    if (square > largest) largest = square;
  }
  const scale = (questionCount - 1) * questionCount;
  sample.largestTerm = Math.max(sample.largestTerm, largest / scale);
  return squares / scale;
}
