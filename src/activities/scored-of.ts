import type { Candidate } from "../schemas/candidate.ts";

/** The candidates of a run that have a score. */
export function scoredOf(
  candidates: readonly Candidate[],
): { round: number; index: number; score: number }[] {
  return candidates.flatMap(({ round, index, selectionScore: score }) =>
    score === null ? [] : { round, index, score },
  );
}
