import type { Candidate } from "./candidate.ts";
import type { History } from "./history.ts";
import type { ProposerRequest } from "./proposer-request.ts";

/**
 * What a proposer wants next.
 *
 * - `requests`: answer them, in any order, put the results into `History.now`, and ask again;
 * - `candidates`: review, compile and evaluate them; ask again only to have one revised;
 * - `withdraw`: nothing in this round; the next one is another chance;
 * - `give-up`: nothing in this round nor in any later one.
 */
export type ProposerStep =
  | { readonly kind: "requests"; readonly requests: readonly ProposerRequest[] }
  | { readonly kind: "candidates"; readonly candidates: readonly Candidate[] }
  | { readonly kind: "withdraw"; readonly reason: string }
  | { readonly kind: "give-up"; readonly reason: string };

/** How a step that takes time and money hears from, and answers to, whoever runs it. */
export interface StepContext {
  readonly signal: AbortSignal;
  /** Who takes the step, for the journal: workflow, activity and attempt. */
  readonly owner: string;
  /** Called at every sign of life of a model, for heartbeats. */
  onProgress?(): void;
}

/**
 * Writes candidates, ask and tell: it keeps nothing, everything it knows comes in with the history,
 * and the same history gives the same step again (paid turns come from the journal, unpaid). So each
 * call can be a retried, durable activity.
 */
export interface Proposer {
  next(history: History, context: StepContext): Promise<ProposerStep>;
}
