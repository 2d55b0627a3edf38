import type { Estimate } from "../domain/estimate.ts";
import type { EpisodeValues } from "./episode-values.ts";
import type { EpisodePair } from "./estimate-difference.ts";
import {
  countVarying,
  estimateIfSupported,
  type EstimateOptions,
  VARYING_QUESTIONS_MIN,
} from "./estimate-if-supported.ts";
import { questionWorths } from "./question-worths.ts";
import type { Statistic } from "./studentised-interval.ts";

/**
 * The mean of a divided by the mean of b, with its paired 95 % interval over questions: see
 * `studentisedInterval`. Within a group the environments' means are added up before they are divided; the
 * groups' ratios are then averaged. So one group gives the ratio of the totals, and a group for each
 * environment the mean of their ratios.
 *
 * @example
 * ```ts
 * const cheap = { questionSet: "two", questionCount: 2, a: [1, 2], b: [10, 20] };
 * const dear = { questionSet: "two", questionCount: 2, a: [60, 60], b: [100, 100] };
 * assert.equal(estimateRatio([[cheap, dear]]).value, 61.5 / 115);
 * assert.equal(estimateRatio([[cheap], [dear]]).value, (0.1 + 0.6) / 2);
 * ```
 */
export function estimateRatio(
  groups: readonly (readonly EpisodePair[])[],
  options: EstimateOptions = {},
): Estimate {
  const columns = groups.flat().flatMap(({ a, b, ...shape }): EpisodeValues[] => [
    { ...shape, values: a },
    { ...shape, values: b },
  ]);
  const statistic = meanRatio(groups.map((pairs) => pairs.length));
  const worths = questionWorths(columns, statistic, () => true);
  const support = {
    word: "varying",
    countMin: VARYING_QUESTIONS_MIN,
    ...countVarying(worths),
  } as const;
  return estimateIfSupported(columns, statistic, support, options);
}

/** @param pairCounts of each group; the means of a and b of a pair stand next to each other. */
function meanRatio(pairCounts: readonly number[]): Statistic {
  return (means, gradient) => {
    let value = 0;
    let first = 0;
    for (const pairCount of pairCounts) {
      const end = first + 2 * pairCount;
      let [a, b] = [0, 0];
      for (let at = first; at < end; at += 2) {
        a += means[at] ?? 0;
        b += means[at + 1] ?? 0;
      }
      for (let at = first; at < end; at += 2) {
        gradient[at] = 1 / b / pairCounts.length;
        gradient[at + 1] = -a / b / b / pairCounts.length;
      }
      value += a / b / pairCounts.length;
      first = end;
    }
    return value;
  };
}
