/** One figure of every episode of one cell. */
export interface EpisodeValues {
  /**
   * Names the set of questions. Environments with the same name share their questions, in the same
   * order, and are resampled together; environments with different names independently.
   */
  readonly questionSet: string;
  readonly questionCount: number;
  /** Question-major, shape `[questionCount × permutationCount]`. */
  readonly values: ArrayLike<number>;
}

/**
 * Mean over permutations of every question. Whole numbers give equal means for equal sums, so
 * that means may be compared with `===`.
 *
 * @throws RangeError when the values do not divide evenly among the questions.
 */
export function questionMeans({ values, questionCount }: EpisodeValues): Float64Array {
  const permutationCount = permutationCountOf(values, questionCount);
  const means = new Float64Array(questionCount);
  for (let question = 0; question < questionCount; question += 1) {
    let sum = 0;
    const from = question * permutationCount;
    for (let episode = from; episode < from + permutationCount; episode += 1) {
      sum += values[episode] ?? Number.NaN;
    }
    means[question] = sum / permutationCount;
  }
  return means;
}

/**
 * Permutations of every question.
 *
 * @throws RangeError when there are none, or not the same number for every question.
 */
export function permutationCountOf(values: ArrayLike<number>, questionCount: number): number {
  const permutationCount = values.length / questionCount;
  if (!Number.isInteger(permutationCount) || permutationCount < 1) {
    throw new RangeError(
      `Cannot split ${values.length} episodes over ${questionCount} questions evenly.`,
    );
  }
  return permutationCount;
}
