import type { EpisodeValues } from "./episode-values.ts";

/**
 * Adds up environments that share their questions, episode by episode: one column a question set, in
 * order of first occurrence. Whole numbers stay whole, so equal questions stay equal.
 *
 * @throws RangeError when environments of one set differ in their number of episodes.
 */
export function poolEnvironments(environments: readonly EpisodeValues[]): EpisodeValues[] {
  const sums = new Map<string, EpisodeValues & { values: Float64Array }>();
  for (const { questionSet, questionCount, values } of environments) {
    const sum = sums.get(questionSet);
    if (sum === undefined) {
      sums.set(questionSet, { questionSet, questionCount, values: Float64Array.from(values) });
      continue;
    }
    if (sum.questionCount !== questionCount || sum.values.length !== values.length) {
      throw new RangeError(
        `Cannot pool the environments of question set "${questionSet}": one has ${sum.values.length} episodes of ${sum.questionCount} questions, another ${values.length} of ${questionCount}.`,
      );
    }
    for (let episode = 0; episode < values.length; episode += 1) {
      sum.values[episode] = (sum.values[episode] ?? 0) + (values[episode] ?? 0);
    }
  }
  return [...sums.values()];
}
