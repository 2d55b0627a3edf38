import { type EpisodeValues, questionMeans } from "./episode-values.ts";
import type { Statistic } from "./studentised-interval.ts";

/**
 * What each question adds to a figure by being answered rightly, budgets held at their means: its
 * accuracies times their weights in the figure, in billionths. One list a question set.
 *
 * @param isAccuracy whether the column with this index holds accuracies; the others hold costs.
 */
export function questionWorths(
  columns: readonly EpisodeValues[],
  statistic: Statistic,
  isAccuracy: (column: number) => boolean,
): Float64Array[] {
  const means = columns.map(questionMeans);
  const gradient = new Float64Array(columns.length);
  statistic(Float64Array.from(means, average), gradient);

  const worths = new Map<string, Float64Array>();
  for (const [index, { questionSet, questionCount }] of columns.entries()) {
    if (!isAccuracy(index)) continue;
    const ofSet = worths.get(questionSet) ?? new Float64Array(questionCount);
    worths.set(questionSet, ofSet);
    for (const [question, accuracy] of means[index]?.entries() ?? []) {
      ofSet[question] = (ofSet[question] ?? 0) + (gradient[index] ?? 0) * accuracy;
    }
  }
  // Rounded, so that sums in another order do not make equal questions differ.
  return [...worths.values()].map((values) => values.map((worth) => Math.round(worth * 1e9)));
}

function average(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
