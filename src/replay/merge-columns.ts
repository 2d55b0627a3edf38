import type { Range } from "../domain/cell.ts";
import { COLUMN_NAMES, type EpisodeColumns } from "./episode-columns.ts";
import { emptyColumns } from "./play-episodes.ts";

/** A rectangle of a cell's questions × permutations with its columns. */
export interface ColumnsPart {
  readonly questions: Range;
  readonly permutations: Range;
  readonly columns: EpisodeColumns;
}

/**
 * The columns of a whole cell from its parts, whatever the parts' shapes and order.
 *
 * @throws RangeError when an episode is in no part, or in two.
 */
export function mergeColumns(
  parts: readonly ColumnsPart[],
  questions: Range,
  permutations: Range,
): EpisodeColumns {
  const permutationCount = permutations[1] - permutations[0];
  const episodes = (questions[1] - questions[0]) * permutationCount;
  const merged: EpisodeColumns = { ...emptyColumns(episodes), correct: new Uint8Array(episodes) };
  const filled = new Uint8Array(episodes);
  for (const part of parts) {
    const width = part.permutations[1] - part.permutations[0];
    for (let q = part.questions[0]; q < part.questions[1]; q++) {
      for (let p = part.permutations[0]; p < part.permutations[1]; p++) {
        const from = (q - part.questions[0]) * width + (p - part.permutations[0]);
        const to = (q - questions[0]) * permutationCount + (p - permutations[0]);
        if (filled[to] !== 0) throw new RangeError(`Episode ${to} of the cell is in two parts`);
        filled[to] = 1;
        for (const name of COLUMN_NAMES) merged[name][to] = part.columns[name][from]!;
      }
    }
  }
  const gap = filled.indexOf(0);
  if (gap >= 0) throw new RangeError(`Episode ${gap} of the cell is in no part`);
  return merged;
}
