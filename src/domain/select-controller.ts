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

/** A controller's curve on one environment, as far as selection looks at it. */
export interface ScoredCurve {
  /** In [0, 1]; see `hypervolume`. */
  readonly hypervolume: number;
  /** Mean accuracy of each cell, β ascending; the same βs on every environment. */
  readonly accuracies: readonly number[];
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
 * What a candidate's curves, one an environment, are worth under a rule; environments weigh the same.
 *
 * - `frontier`: the mean hypervolume.
 * - `published`: the mean accuracy at the β where it is highest, whatever that costs. The best cell over
 *   rounds × β belongs to the controller with the highest of these.
 *
 * @throws RangeError when there are no curves or no cells.
 *
 * @example
 * ```ts
 * const curves = [
 *   { hypervolume: 0.25, accuracies: [0.25, 0.75] },
 *   { hypervolume: 0.75, accuracies: [0.5, 0.25] },
 * ];
 * assert.equal(selectionScore("frontier", curves), 0.5);
 * assert.equal(selectionScore("published", curves), 0.5);
 * ```
 */
export function selectionScore(rule: SelectionRule, curves: readonly ScoredCurve[]): number {
  const [first] = curves;
  if (first === undefined || first.accuracies.length === 0) {
    throw new RangeError("Cannot score a candidate that has no cells.");
  }
  switch (rule) {
    case "frontier":
      return mean(curves.map((curve) => curve.hypervolume));
    case "published":
      return Math.max(
        ...first.accuracies.map((_, beta) =>
          mean(curves.map((curve) => curve.accuracies[beta] ?? Number.NaN)),
        ),
      );
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
