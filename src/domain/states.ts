/**
 * The states of a run, a round and a candidate, as the database, the API and the Temporal UI show them.
 * The migrations repeat these words in CHECK constraints; a test compares the two.
 */
export const RUN_STATES = [
  /** Accepted and stored; its workflow may not have started yet. */
  "queued",
  "running",
  "paused",
  /** Asked to stop after the round in progress. */
  "stopping",
  "completed",
  "failed",
  "cancelled",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** The six stages of a round, in their order. */
export const STAGES = [
  "resetTemplate",
  "propose",
  "critique",
  "compile",
  "evaluate",
  "archive",
] as const;
export type Stage = (typeof STAGES)[number];

/** How a round ended. `done` needs at least one scored candidate. */
export const ROUND_OUTCOMES = ["done", "rejected", "crashed", "timed-out", "withdrawn"] as const;
export type RoundOutcome = (typeof ROUND_OUTCOMES)[number];

/** How a candidate ended; all but `scored` come with a reason that the next round sees. */
export const CANDIDATE_STATES = [
  "proposed",
  "scored",
  "rejected",
  "crashed",
  "timed-out",
  "cheated",
] as const;
export type CandidateState = (typeof CANDIDATE_STATES)[number];

const TERMINAL: ReadonlySet<RunState> = new Set(["completed", "failed", "cancelled"]);

/** Whether a run in this state has ended; only `failed` and `cancelled` runs can be resumed. */
export function isTerminal(state: RunState): boolean {
  return TERMINAL.has(state);
}
