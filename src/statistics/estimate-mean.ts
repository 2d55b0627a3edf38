import type { Estimate } from "../domain/estimate.ts";
import { type EpisodeValues, questionMeans } from "./episode-values.ts";
import {
  countVarying,
  estimateIfSupported,
  type EstimateOptions,
  VARYING_QUESTIONS_MIN,
} from "./estimate-if-supported.ts";
import { poolEnvironments } from "./pool-environments.ts";
import { meanOverEnvironments } from "./mean-over-environments.ts";

/**
 * Mean of one figure (accuracy with range [0, 1], tokens with [0, Infinity]) over environments
 * that weigh the same, with its 95 % interval over questions: see `studentisedInterval`.
 *
 * @example
 * ```ts
 * // Ten questions × two permutations; questions 0 to 5 are solved every other time, 6 to 9 always.
 * const values = Uint8Array.from({ length: 20 }, (_, episode) => (episode < 12 ? episode % 2 : 1));
 * const accuracy = { questionSet: "ten", questionCount: 10, values };
 * assert.equal(estimateMean([accuracy]).reason, "too few varying questions (4 of 10)");
 * ```
 */
export function estimateMean(
  environments: readonly EpisodeValues[],
  options: EstimateOptions = {},
): Estimate {
  const columns = poolEnvironments(environments);
  const support = {
    word: "varying",
    countMin: VARYING_QUESTIONS_MIN,
    ...countVarying(columns.map(questionMeans)),
  } as const;
  return estimateIfSupported(columns, meanOverEnvironments(environments.length), support, options);
}
