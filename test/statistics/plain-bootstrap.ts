/**
 * The two-level bootstrap written the obvious way, as the second opinion on `studentisedInterval`: lists
 * of lists, every permutation drawn on its own, standard errors by leaving out one question at a
 * time, another generator. It shares no code with src/statistics.
 */

/** Values of one question: `[permutation][column]`. */
export type Question = readonly (readonly number[])[];

/** Turns the means of all columns into the figure of interest. */
export type PlainStatistic = (means: readonly number[]) => number;

export function plainBootstrap(
  questions: readonly Question[],
  statistic: PlainStatistic,
  { replicates, seed }: { replicates: number; seed: number },
): { value: number; standardError: number; interval: [number, number] } {
  const below = createPicker(seed);
  const recorded = questions.map(meansOfColumns);
  const value = statistic(meansOfColumns(recorded));
  const standardError = jackknife(recorded, statistic);

  const pivots: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const drawn = questions.map(() => {
      const question = questions[below(questions.length)] ?? [];
      return meansOfColumns(question.map(() => question[below(question.length)] ?? []));
    });
    const shift = statistic(meansOfColumns(drawn)) - value;
    pivots.push(Math.abs(shift) / jackknife(drawn, statistic));
  }
  pivots.sort((a, b) => a - b);
  const bound = pivots[Math.round(0.95 * (pivots.length - 1))] ?? Number.NaN;
  const half = bound * standardError;
  return { value, standardError, interval: [value - half, value + half] };
}

function jackknife(rows: readonly (readonly number[])[], statistic: PlainStatistic): number {
  const totals = meansOfColumns(rows).map((mean) => mean * rows.length);
  const left = rows.map((row) =>
    statistic(totals.map((total, column) => (total - (row[column] ?? 0)) / (rows.length - 1))),
  );
  const centre = left.reduce((sum, value) => sum + value, 0) / left.length;
  const squares = left.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt((squares * (rows.length - 1)) / rows.length);
}

function meansOfColumns(rows: readonly (readonly number[])[]): number[] {
  const sums = (rows[0] ?? []).map(() => 0);
  for (const row of rows) {
    for (const [column, value] of row.entries()) sums[column] = (sums[column] ?? 0) + value;
  }
  return sums.map((sum) => sum / rows.length);
}

/** Park and Miller's generator with the multiplier 48271. */
function createPicker(seed: number): (bound: number) => number {
  let state = (seed % 2147483646) + 1;
  return (bound) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * bound);
  };
}
