import { type Estimate, type Interval, mapEstimate } from "../domain/estimate.ts";
import { createCurveGap, type Matched } from "./curve-gap.ts";
import type { EpisodeValues } from "./episode-values.ts";
import type { EpisodeCurve } from "./estimate-hypervolume.ts";
import {
  DIFFERING_QUESTIONS_MIN,
  estimateIfSupported,
  type EstimateOptions,
} from "./estimate-if-supported.ts";
import { poolEnvironments } from "./pool-environments.ts";
import { questionWorths } from "./question-worths.ts";
import type { Statistic } from "./studentised-interval.ts";

/** A curve without a scale: none is needed to compare it with another. */
export type UnscaledCurve = Omit<EpisodeCurve, "fullCostTokens">;

/** Two controllers where they are equal in one figure. */
export interface MatchedEstimate {
  /** What both curves cover of the matched figure: tokens, or accuracies. */
  readonly range: Interval;
  /** The other figure: a − b, or a / b. */
  readonly estimate: Estimate;
}

/**
 * Accuracy of controller `a` minus that of `b` at the same mean tokens: the mean over the logarithm of the
 * tokens that both cover (see `createCurveGap`), with its paired 95 % interval. Over several environments the
 * curves are averaged first, cell by cell, environments weighing the same; so "the same tokens" are spent
 * in all of them together.
 *
 * A question counts as differing when a and b, interpolated, answer it differently often.
 *
 * @returns null where no tokens are covered by both.
 * @throws RangeError unless a and b are curves on the same environments, each with as many cells everywhere.
 */
export function estimateAtMatchedTokens(
  a: readonly UnscaledCurve[],
  b: readonly UnscaledCurve[],
  options: EstimateOptions = {},
): MatchedEstimate | null {
  return estimateGap(a, b, "tokens", { range: [-1, 1], ...options });
}

/**
 * Tokens of controller `a` divided by those of `b` at the same mean accuracy: the geometric mean over the
 * accuracies that both cover, otherwise as `estimateAtMatchedTokens`. A ratio whose interval holds 1 is not
 * separated.
 */
export function estimateAtMatchedAccuracy(
  a: readonly UnscaledCurve[],
  b: readonly UnscaledCurve[],
  options: EstimateOptions = {},
): MatchedEstimate | null {
  const logarithm = estimateGap(a, b, "accuracy", options);
  if (logarithm === null) return null;
  return { range: logarithm.range, estimate: mapEstimate(logarithm.estimate, Math.exp) };
}

function estimateGap(
  a: readonly UnscaledCurve[],
  b: readonly UnscaledCurve[],
  matched: Matched,
  options: EstimateOptions,
): MatchedEstimate | null {
  requireSameEnvironments(a, b);
  const perFigure = [...figuresOf(a), ...figuresOf(b)];
  const columns = perFigure.flat();
  const setCount = perFigure[0]!.length;
  const gap = createCurveGap(a[0]!.cells.length, b[0]!.cells.length, matched);
  const figures = new Float64Array(perFigure.length);
  const slopes = new Float64Array(perFigure.length);

  /** Means over environments from those of pooled columns: their sums, shared out equally. */
  function poolMeans(means: Float64Array): void {
    for (let figure = 0; figure < figures.length; figure += 1) {
      let sum = 0;
      for (let set = 0; set < setCount; set += 1) sum += means[figure * setCount + set]!;
      figures[figure] = sum / a.length;
    }
  }

  const statistic: Statistic = (means, gradient) => {
    poolMeans(means);
    slopes.fill(0);
    const value = gap.measure(figures, slopes);
    for (let at = 0; at < gradient.length; at += 1) {
      gradient[at] = slopes[Math.floor(at / setCount)]! / a.length;
    }
    return value;
  };

  poolMeans(Float64Array.from(columns, ({ values }) => meanOf(values)));
  const range = gap.range(figures);
  if (range === null) return null;
  const isAccuracy = (column: number): boolean => Math.floor(column / setCount) % 2 === 0;
  const worths = questionWorths(columns, statistic, isAccuracy).flatMap((values) => [...values]);
  const support = {
    word: "differing",
    count: worths.filter((worth) => worth !== 0).length,
    countMin: DIFFERING_QUESTIONS_MIN,
    questionCount: worths.length,
  } as const;
  return { range, estimate: estimateIfSupported(columns, statistic, support, options) };
}

/** Accuracy and tokens of each cell, added up over environments: one column a question set each. */
function figuresOf(curves: readonly UnscaledCurve[]): EpisodeValues[][] {
  const pooled = (cell: number, figure: "correct" | "tokens"): EpisodeValues[] =>
    poolEnvironments(
      curves.map(({ questionSet, questionCount, cells }) => ({
        questionSet,
        questionCount,
        values: cells[cell]![figure],
      })),
    );
  return curves[0]!.cells.flatMap((_, cell) => [pooled(cell, "correct"), pooled(cell, "tokens")]);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at]!;
  return sum / values.length;
}

function requireSameEnvironments(a: readonly UnscaledCurve[], b: readonly UnscaledCurve[]): void {
  const isWhole = [a, b].every(
    (curves) =>
      curves.length === a.length &&
      curves.every(({ questionSet, questionCount, cells }, environment) => {
        const [first, same] = [curves[0]!.cells, a[environment]!];
        return (
          cells.length === first.length &&
          questionSet === same.questionSet &&
          questionCount === same.questionCount
        );
      }),
  );
  if (
    isWhole &&
    a.some(({ cells }) => cells.length > 0) &&
    b.some(({ cells }) => cells.length > 0)
  ) {
    return;
  }
  throw new RangeError(
    "Cannot match two controllers unless both have cells, equally many, on the same environments.",
  );
}
