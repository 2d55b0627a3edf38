/**
 * Tokens of the intervals that were probed, added up over episodes: Δ of its question for each probe. Times κ
 * it is what the probes cost. Whole numbers, so that sums of parts are exact in any order.
 *
 * @param probes of every episode, question-major, shape `[questionCount × permutationCount]`.
 * @param intervalTokens Δ of each question, shape `[questionCount]`.
 */
export function probedTokens(probes: Uint32Array, intervalTokens: Uint32Array): number {
  const permutationCount = probes.length / intervalTokens.length;
  let sum = 0;
  for (const [episode, count] of probes.entries()) {
    sum += count * intervalTokens[Math.floor(episode / permutationCount)]!;
  }
  return sum;
}
