import { drawResamples, PERMUTATION_RESAMPLES } from "./draw-resamples.ts";
import { type EpisodeValues, permutationCountOf, questionMeans } from "./episode-values.ts";
import type { Random } from "./random.ts";

/** One question set: its columns, and everything that samples of its questions are made of. */
export interface Stratum {
  readonly questionCount: number;
  /** Which of all columns are in this stratum, shape `[columnCount]`. */
  readonly columnIndices: Uint32Array;
  /** The questions as they were recorded: a single sample. */
  readonly recorded: Draws;
  /** One sample a replicate. */
  readonly resampled: Draws;
}

/** Rows of question means, and which rows make up each sample. */
export interface Draws {
  /** Shape `[rowCount × columnCount]`. */
  readonly rows: Float64Array;
  /** Shape `[sampleCount × questionCount]`. */
  readonly picks: Uint32Array;
}

/**
 * Groups columns by question set and draws the replicates of each set, in order of first occurrence.
 *
 * @throws RangeError when the columns of a set differ in questions or permutations.
 */
export function createStrata(
  columns: readonly EpisodeValues[],
  replicateCount: number,
  random: Random,
): Stratum[] {
  const names = [...new Set(columns.map((column) => column.questionSet))];
  return names.map((name) => {
    const columnIndices = Uint32Array.from(
      columns.flatMap((column, index) => (column.questionSet === name ? [index] : [])),
    );
    const members = columns.filter((column) => column.questionSet === name);
    const { questionCount, permutationCount } = commonShape(members);
    const { permutations, picks } = drawResamples(random, {
      questionCount,
      permutationCount,
      replicateCount,
    });
    return {
      questionCount,
      columnIndices,
      recorded: {
        rows: interleave(members.map(questionMeans)),
        picks: Uint32Array.from({ length: questionCount }, (_, question) => question),
      },
      resampled: {
        rows: interleave(members.map((column) => resampledMeans(column, permutations))),
        picks,
      },
    };
  });
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
