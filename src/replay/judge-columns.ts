import type { GoldAnswers } from "./environment.ts";
import type { EpisodeColumns, UnjudgedColumns } from "./episode-columns.ts";

/**
 * Id of each question's right answer in its dictionary, shape `[questionCount]`; −2 where no branch ever gave
 * it, which no episode can then return.
 */
export function goldIds(
  answers: readonly (readonly string[])[],
  golds: GoldAnswers,
): Int32Array<ArrayBuffer> {
  return Int32Array.from(golds, (gold, question) => {
    const id = answers[question]?.indexOf(gold) ?? -1;
    return id < 0 ? -2 : id;
  });
}

/**
 * Marks the episodes whose answer is right. This is the only place where answers meet golds, and it is
 * outside the sandbox.
 *
 * @param golds right answers of the columns' questions, shape `[questionCount]`.
 */
export function judgeColumns(
  columns: UnjudgedColumns,
  golds: Int32Array,
  permutationCount: number,
): EpisodeColumns {
  const correct = new Uint8Array(columns.answerIds.length);
  for (let episode = 0; episode < correct.length; episode++) {
    const gold = golds[Math.floor(episode / permutationCount)];
    correct[episode] = columns.answerIds[episode] === gold ? 1 : 0;
  }
  return { ...columns, correct };
}
