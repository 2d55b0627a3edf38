import { type EpisodeValues, questionMeans } from "./episode-values.ts";
import type { Statistic } from "./studentised-interval.ts";

/**
 * What each question adds to a figure through the columns that count: its means times their weights in the
 * figure, in billionths. One list a question set.
 *
 * @param counts whether the column with this index does. Where only accuracies do, a worth is what a question
 * adds by being answered rightly, budgets held at their means.
 */
export function questionWorths(
  columns: readonly EpisodeValues[],
  statistic: Statistic,
  counts: (column: number) => boolean,
): Float64Array[] {
  const means = columns.map(questionMeans);
  const gradient = new Float64Array(columns.length);
  statistic(Float64Array.from(means, average), gradient);

  const worths = new Map<string, Float64Array>();
  for (const [index, { questionSet, questionCount }] of columns.entries()) {
    if (!counts(index)) continue;
    const ofSet = worths.get(questionSet) ?? new Float64Array(questionCount);
    worths.set(questionSet, ofSet);
    for (const [question, mean] of means[index]?.entries() ?? []) {
      ofSet[question] = (ofSet[question] ?? 0) + (gradient[index] ?? 0) * mean;
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
