import type { Interval } from "./estimate.ts";
import type { MeanCurve } from "./mean-curve.ts";
import type { SelectionRule } from "./run-spec.ts";

/** A candidate that was scored: where it stands in the run and what its curve is worth. */
export interface ScoredCandidate {
  readonly round: number;
  /** Zero-based, within its round. */
  readonly index: number;
  /** As `selectionScore` gives it, by the rule of the run. */
  readonly score: number;
}

/** The outcome of a selection; what the winner leads by is told beside it. */
export interface Selection {
  readonly winner: ScoredCandidate;
  /** `null` when there was no other candidate; then there is no margin either. */
  readonly runnerUp: ScoredCandidate | null;
  /** Winner's score minus the runner-up's, never negative. */
  readonly margin: number | null;
}

/** What a candidate is worth by the rule of its run, larger being better. */
export interface Score {
  readonly value: number;
  /** 95 %, over questions; `null` where too few of them vary. */
  readonly interval: Interval | null;
}

/**
 * Chooses a controller, with its whole β curve, among everything a run has scored.
 * Of equal scores the earlier candidate wins: by round, then by index, in whatever order they come.
 *
 * @returns `null` when nothing was scored.
 *
 * @example
 * ```ts
 * const first = { round: 1, index: 0, score: 0.625 };
 * const second = { round: 2, index: 0, score: 0.75 };
 * const selection = selectController([first, second]);
 * assert.deepEqual(selection, { winner: second, runnerUp: first, margin: 0.125 });
 * ```
 */
export function selectController(candidates: readonly ScoredCandidate[]): Selection | null {
  const [winner, runnerUp = null] = candidates.toSorted(
    (a, b) => b.score - a.score || a.round - b.round || a.index - b.index,
  );
  if (winner === undefined) return null;
  return { winner, runnerUp, margin: runnerUp && winner.score - runnerUp.score };
}

/**
 * What a candidate's curve is worth under a rule.
 *
 * - `frontier`: its hypervolume.
 * - `published`: its accuracy at the β where that is highest, whatever it costs. The best cell over
 *   rounds × β belongs to the controller with the highest of these.
 *
 * @throws RangeError when the curve has no points.
 *
 * @example
 * ```ts
 * const curve = {
 *   points: [
 *     { beta: 0, accuracy: 0.25, accuracyInterval: null },
 *     { beta: 1, accuracy: 0.75, accuracyInterval: [0.5, 0.9] },
 *   ],
 *   hypervolume: { value: 0.5, interval: [0.375, 0.625] },
 * };
 * assert.deepEqual(selectionScore("frontier", curve), { value: 0.5, interval: [0.375, 0.625] });
 * assert.deepEqual(selectionScore("published", curve), { value: 0.75, interval: [0.5, 0.9] });
 * ```
 */
export function selectionScore(
  rule: SelectionRule,
  { points, hypervolume: { value, interval } }: MeanCurve,
): Score {
  const [best] = points.toSorted((a, b) => b.accuracy - a.accuracy);
  if (best === undefined) throw new RangeError("Cannot score a candidate that has no cells.");
  switch (rule) {
    case "frontier":
      return { value, interval };
    case "published":
      return { value: best.accuracy, interval: best.accuracyInterval };
  }
}
