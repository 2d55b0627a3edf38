import type { Estimate } from "../domain/estimate.ts";
import { type EpisodeValues, questionMeans } from "./episode-values.ts";
import {
  DIFFERING_QUESTIONS_MIN,
  estimateIfSupported,
  type EstimateOptions,
} from "./estimate-if-supported.ts";
import { meanOverEnvironments } from "./mean-over-environments.ts";
import { poolEnvironments } from "./pool-environments.ts";

/** One figure of two controllers, or two figures of one, on the same episodes of one environment. */
export interface EpisodePair extends Omit<EpisodeValues, "values"> {
  /** Question-major, shape `[questionCount × permutationCount]`. */
  readonly a: ArrayLike<number>;
  /** The other one, in the same order of episodes. */
  readonly b: ArrayLike<number>;
}

/**
 * Mean of a − b over environments that weigh the same, with its paired 95 % interval: see
 * `studentisedInterval`. `isSeparated` tells whether it is a difference at all.
 *
 * Fewer than twelve questions whose means differ give no interval but the reason.
 *
 * @throws RangeError when a and b are not the same episodes.
 *
 * @example
 * ```ts
 * const a = Uint8Array.of(1, 1, 1, 0, 1, 1);
 * const b = Uint8Array.of(1, 0, 1, 0, 1, 1);
 * const difference = estimateDifference([{ questionSet: "three", questionCount: 3, a, b }]);
 * assert.equal(difference.reason, "too few differing questions (1 of 3)");
 * ```
 */
export function estimateDifference(
  pairs: readonly EpisodePair[],
  options: EstimateOptions = {},
): Estimate {
  const columns = poolEnvironments(pairs.map(differences));
  const means = columns.flatMap((column) => [...questionMeans(column)]);
  const support = {
    word: "differing",
    count: means.filter((mean) => mean !== 0).length,
    countMin: DIFFERING_QUESTIONS_MIN,
    questionCount: means.length,
  } as const;
  return estimateIfSupported(columns, meanOverEnvironments(pairs.length), support, options);
}

function differences({ a, b, ...shape }: EpisodePair): EpisodeValues {
  if (a.length !== b.length) {
    throw new RangeError(`Cannot pair ${a.length} episodes with ${b.length}.`);
  }
  return { ...shape, values: Float64Array.from(a, (value, episode) => value - (b[episode] ?? 0)) };
}
