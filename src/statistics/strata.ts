import { drawResamples, PERMUTATION_RESAMPLES, type ResampleSize } from "./draw-resamples.ts";
import { type EpisodeValues, permutationCountOf, questionMeans } from "./episode-values.ts";

/** One question set and its columns: what is resampled together. */
export interface Stratum {
  readonly questionCount: number;
  readonly permutationCount: number;
  /** Which of all columns are in this stratum, shape `[columnCount]`. */
  readonly columnIndices: Uint32Array;
  readonly columns: readonly EpisodeValues[];
}

/** Rows of question means, and which rows make up each sample. */
export interface Draws {
  /** Shape `[rowCount × columnCount]`. */
  readonly rows: Float64Array;
  /** Shape `[sampleCount × questionCount]`. */
  readonly picks: Uint32Array;
}

/**
 * Groups columns by question set, in order of first occurrence.
 *
 * @throws RangeError when the columns of a set differ in questions or permutations.
 */
export function groupByQuestionSet(columns: readonly EpisodeValues[]): Stratum[] {
  const names = [...new Set(columns.map((column) => column.questionSet))];
  return names.map((name) => {
    const columnIndices = Uint32Array.from(
      columns.flatMap((column, index) => (column.questionSet === name ? [index] : [])),
    );
    const members = columns.filter((column) => column.questionSet === name);
    return { ...commonShape(members), columnIndices, columns: members };
  });
}

/** The questions of a stratum as they were recorded: a single sample. */
export function recordedDraws({ questionCount, columns }: Stratum): Draws {
  return {
    rows: interleave(columns.map(questionMeans)),
    picks: Uint32Array.from({ length: questionCount }, (_, question) => question),
  };
}

/** One sample a replicate. */
export function resampledDraws(
  { questionCount, permutationCount, columns }: Stratum,
  { replicateCount, seed }: Pick<ResampleSize, "replicateCount" | "seed">,
): Draws {
  const size = { questionCount, permutationCount, replicateCount, seed };
  const { permutations, picks } = drawResamples(size);
  return { rows: interleave(columns.map((column) => resampledMeans(column, permutations))), picks };
}

function commonShape(columns: readonly EpisodeValues[]): {
  questionCount: number;
  permutationCount: number;
} {
  const [first, ...others] = columns.map(({ values, questionCount }) => ({
    questionCount,
    permutationCount: permutationCountOf(values, questionCount),
  }));
  if (first === undefined) throw new RangeError("Cannot resample a question set without columns.");
  for (const { questionCount, permutationCount } of others) {
    if (questionCount === first.questionCount && permutationCount === first.permutationCount)
      continue;
    throw new RangeError(
      `Cannot resample the columns of a question set together: one has ${first.questionCount} questions × ${first.permutationCount} permutations, another ${questionCount} × ${permutationCount}.`,
    );
  }
  return first;
}

/** Mean of every question over every resample, shape `[questionCount × PERMUTATION_RESAMPLES]`. */
function resampledMeans(column: EpisodeValues, permutations: Uint32Array): Float64Array {
  const values = Float64Array.from(column.values);
  const permutationCount = permutationCountOf(values, column.questionCount);
  const means = new Float64Array(column.questionCount * PERMUTATION_RESAMPLES);
  for (let question = 0; question < column.questionCount; question += 1) {
    const from = question * permutationCount;
    for (let resample = 0; resample < PERMUTATION_RESAMPLES; resample += 1) {
      let sum = 0;
      const first = resample * permutationCount;
      for (let i = first; i < first + permutationCount; i += 1) {
        sum += values[from + (permutations[i] ?? 0)] ?? 0;
      }
      means[question * PERMUTATION_RESAMPLES + resample] = sum / permutationCount;
    }
  }
  return means;
}

/** Turns columns of one length into rows, so that a pick reads neighbours in memory. */
function interleave(columns: readonly Float64Array[]): Float64Array {
  const rowCount = columns[0]?.length ?? 0;
  const rows = new Float64Array(rowCount * columns.length);
  for (const [index, column] of columns.entries()) {
    for (let row = 0; row < rowCount; row += 1) {
      rows[row * columns.length + index] = column[row] ?? 0;
    }
  }
  return rows;
}
