import type { RunSpec } from "./run-spec.ts";

/** Why a run that did not fail has ended, as it is stored and shown. */
export type DoneReason =
  /** Somebody asked it to stop. */
  | "stopped"
  /** The proposer has no further candidate. */
  | "proposer gave up"
  /** It has had all rounds of its spec. */
  | "rounds"
  /** The best score has not risen for as many rounds as the spec allows. */
  | "patience"
  /** The money of its spec is spent. */
  | "budget";

/** All that the loop of a run decides from, at a round's boundary. */
export interface RunProgress {
  readonly limits: Pick<RunSpec, "roundsMax" | "patience" | "budgetUsd">;
  /**
   * The best selection score of each finished round, in order; `null` for a round that scored nothing.
   * Its length is the number of rounds done.
   */
  readonly scores: readonly (number | null)[];
  readonly stopRequested: boolean;
  readonly proposerGaveUp: boolean;
  /** Spent on model turns, in millionths of a US dollar. */
  readonly spentMicroUsd: number;
}

/** What a run does next. Rounds count from 1. */
export type NextStep =
  | { readonly kind: "round"; readonly round: number }
  | { readonly kind: "done"; readonly reason: DoneReason };

/**
 * Decides between another round and the end. Where several reasons hold the first of `DoneReason` is
 * given: what a person or the proposer said comes before what was counted.
 *
 * @example
 * ```ts
 * const limits = { roundsMax: 5, patience: 2, budgetUsd: null };
 * const progress = { limits, stopRequested: false, proposerGaveUp: false, spentMicroUsd: 0 };
 * assert.deepEqual(nextStep({ ...progress, scores: [0.5, 0.4] }), { kind: "round", round: 3 });
 * const stuck = nextStep({ ...progress, scores: [0.5, 0.4, null] });
 * assert.deepEqual(stuck, { kind: "done", reason: "patience" });
 * ```
 */
export function nextStep(progress: RunProgress): NextStep {
  const reason = doneReason(progress);
  return reason === null
    ? { kind: "round", round: progress.scores.length + 1 }
    : { kind: "done", reason };
}

function doneReason(progress: RunProgress): DoneReason | null {
  const { limits, scores, spentMicroUsd } = progress;
  if (progress.stopRequested) return "stopped";
  if (progress.proposerGaveUp) return "proposer gave up";
  if (scores.length >= limits.roundsMax) return "rounds";
  if (limits.patience !== null && roundsWithoutRise(scores) >= limits.patience) return "patience";
  if (isSpent(spentMicroUsd, limits.budgetUsd)) return "budget";
  return null;
}

/** Rounds since the best score last rose, or since the start where nothing was scored. */
function roundsWithoutRise(scores: readonly (number | null)[]): number {
  let best = -Infinity;
  let sinceRise = 0;
  for (const score of scores) {
    const rises = score !== null && score > best;
    if (rises) best = score;
    sinceRise = rises ? 0 : sinceRise + 1;
  }
  return sinceRise;
}

/** A run that spends nothing is never out of budget, not even with none: its proposer is free. */
function isSpent(spentMicroUsd: number, budgetUsd: number | null): boolean {
  return spentMicroUsd > 0 && budgetUsd !== null && spentMicroUsd >= budgetUsd * 1e6;
}
