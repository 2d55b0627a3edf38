import type { Estimate } from "../domain/estimate.ts";
import type { EpisodeValues } from "./episode-values.ts";
import {
  countVarying,
  DIFFERING_QUESTIONS_MIN,
  estimateIfSupported,
  type EstimateOptions,
  type Support,
  VARYING_QUESTIONS_MIN,
} from "./estimate-if-supported.ts";
import { type Curve, createCurve } from "./curve.ts";
import { curveHypervolume } from "./hypervolume.ts";
import { questionWorths } from "./question-worths.ts";
import type { Statistic } from "./studentised-interval.ts";

/** All cells of one controller on one environment: the whole β curve, episode by episode. */
export interface EpisodeCurve extends Omit<EpisodeValues, "values"> {
  /** T: mean tokens of SC@min(64, N) on this environment. It scales the axis and is not resampled. */
  readonly fullCostTokens: number;
  /** One entry a β; question-major, shape `[questionCount × permutationCount]` each. */
  readonly cells: readonly {
    readonly correct: ArrayLike<number>;
    readonly tokens: ArrayLike<number>;
  }[];
}

/**
 * Mean hypervolume of a controller's frontiers over environments that weigh the same, with its 95 %
 * interval: each replicate recomputes accuracy and tokens of every β, hence the frontier.
 */
export function estimateHypervolume(
  curves: readonly EpisodeCurve[],
  options: EstimateOptions = {},
): Estimate {
  return estimateWeighted(
    curves.map((curve) => ({ curve, weight: 1 / curves.length })),
    { word: "varying", countMin: VARYING_QUESTIONS_MIN },
    { range: [0, 1], ...options },
  );
}

/**
 * Mean hypervolume of controller `a` minus that of `b` on the same environments, paired: both are
 * recomputed from the same questions and permutations in each replicate.
 */
export function estimateHypervolumeDifference(
  a: readonly EpisodeCurve[],
  b: readonly EpisodeCurve[],
  options: EstimateOptions = {},
): Estimate {
  return estimateWeighted(
    [
      ...a.map((curve) => ({ curve, weight: 1 / a.length })),
      ...b.map((curve) => ({ curve, weight: -1 / b.length })),
    ],
    { word: "differing", countMin: DIFFERING_QUESTIONS_MIN },
    { range: [-1, 1], ...options },
  );
}

interface WeightedCurve {
  readonly curve: EpisodeCurve;
  readonly weight: number;
}

function estimateWeighted(
  weighted: readonly WeightedCurve[],
  rule: Pick<Support, "word" | "countMin">,
  options: EstimateOptions,
): Estimate {
  const columns = weighted.flatMap(({ curve }) => columnsOf(curve));
  const statistic = weightedHypervolume(weighted);
  const worths = questionWorths(columns, statistic, (column) => column % 2 === 0);
  const support = { ...rule, ...countVarying(worths) };
  return estimateIfSupported(columns, statistic, support, options);
}

/** The columns in the order that `Curve` describes: accuracy, then tokens, of each cell. */
function columnsOf({ questionSet, questionCount, cells }: EpisodeCurve): EpisodeValues[] {
  return cells.flatMap(({ correct, tokens }) => [
    { questionSet, questionCount, values: correct },
    { questionSet, questionCount, values: tokens },
  ]);
}

function weightedHypervolume(weighted: readonly WeightedCurve[]): Statistic {
  let first = 0;
  const parts: { frontier: Curve; fullCostTokens: number; weight: number; end: number }[] = [];
  for (const { curve, weight } of weighted) {
    const frontier = createCurve(curve.cells.length, first);
    first += 2 * curve.cells.length;
    parts.push({ frontier, fullCostTokens: curve.fullCostTokens, weight, end: first });
  }
  return (means, gradient) => {
    let sum = 0;
    for (const { frontier, fullCostTokens, weight, end } of parts) {
      sum += weight * curveHypervolume(frontier, fullCostTokens, means, gradient);
      for (let at = frontier.first; at < end; at += 1) gradient[at] = weight * (gradient[at] ?? 0);
    }
    return sum;
  };
}
