import type { EpisodePair } from "../../src/statistics/estimate-difference.ts";
import { estimateDifference } from "../../src/statistics/estimate-difference.ts";
import { createRandom } from "../../src/statistics/random.ts";

/** How often intervals held the truth of one population. */
export interface Coverage {
  readonly questionCount: number;
  /** Questions of the population whose difference is not 0. */
  readonly differing: number;
  /** Share of the population's variance that is due to its most outlying question. */
  readonly outlierShare: number;
  /** Samples that had enough differing questions for an interval. */
  readonly intervals: number;
  /** Those whose interval held the truth. */
  readonly covered: number;
}

/**
 * Takes recorded questions for a whole population, whose mean difference is then known; draws samples
 * of as many questions from it, with replacement, and counts how often the interval of a sample holds that
 * mean. A drawn question keeps all its permutations. The pairs are environments of one question set.
 */
export function simulateCoverage(
  pairs: readonly EpisodePair[],
  {
    repetitions,
    seed,
    replicateCount,
  }: { repetitions: number; seed: number; replicateCount: number },
): Coverage {
  const { questionCount, differences, permutationCount } = sumOverEnvironments(pairs);
  const means = Array.from({ length: questionCount }, (_, question) => {
    const from = question * permutationCount;
    const episodes = differences.subarray(from, from + permutationCount);
    return episodes.reduce((sum, value) => sum + value, 0) / permutationCount;
  });
  const truth = means.reduce((sum, mean) => sum + mean, 0) / questionCount;
  const squares = means.map((mean) => (mean - truth) ** 2);

  const random = createRandom(seed);
  const a = new Float64Array(differences.length);
  const b = new Uint8Array(differences.length);
  let intervals = 0;
  let covered = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (let question = 0; question < questionCount; question += 1) {
      const from = random.below(questionCount) * permutationCount;
      a.set(differences.subarray(from, from + permutationCount), question * permutationCount);
    }
    const sample = { questionSet: "sample", questionCount, a, b };
    const { interval } = estimateDifference([sample], { replicateCount });
    if (interval === null) continue;
    intervals += 1;
    if (interval[0] <= truth && truth <= interval[1]) covered += 1;
  }
  return {
    questionCount,
    differing: means.filter((mean) => mean !== 0).length,
    outlierShare: Math.max(...squares) / squares.reduce((sum, square) => sum + square, 0),
    intervals,
    covered,
  };
}

/** a − b of each episode, added up over environments: whole numbers, so that no difference is exactly 0. */
function sumOverEnvironments(pairs: readonly EpisodePair[]) {
  const [{ questionCount, a: first }] = pairs as [EpisodePair];
  const differences = new Float64Array(first.length);
  for (const { a, b } of pairs) {
    for (let episode = 0; episode < differences.length; episode += 1) {
      differences[episode]! += a[episode]! - b[episode]!;
    }
  }
  return { questionCount, differences, permutationCount: first.length / questionCount };
}
