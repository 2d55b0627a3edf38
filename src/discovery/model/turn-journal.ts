import type { ModelResponse, TokenUsage } from "./model-turn.ts";

/** A turn that is about to be paid for. */
export interface TurnReservation {
  /** Whose budget pays. */
  readonly runId: string;
  /** `<run>/<round>/<speaker>`: the same whichever workflow or attempt takes the turn. */
  readonly conversationId: string;
  /** Position in the conversation, from 0. */
  readonly turn: number;
  /** SHA-256 of the request's JSON text, in hex. */
  readonly requestSha256: string;
  readonly model: string;
  /** What the turn can cost at most. */
  readonly worstCaseMicroUsd: number;
  /** Who takes the turn: workflow, activity and attempt. */
  readonly owner: string;
}

/** A turn that was answered in full. */
export interface TurnCompletion {
  readonly attemptId: number;
  readonly response: ModelResponse;
  readonly usage: TokenUsage;
  readonly costMicroUsd: number;
  readonly stopReason: string | null;
  readonly providerRequestId: string | null;
}

/** A turn that was not answered, or not to its end. */
export interface TurnFailure {
  readonly attemptId: number;
  readonly reason: string;
  /** What is billed all the same; `null` = not known: what was set aside stays set aside. */
  readonly costMicroUsd: number | null;
}

/**
 * Where paid turns are written down, so that none is paid twice. A port: the store keeps the rows.
 */
export interface TurnJournal {
  /**
   * Sets the money for a turn aside, or hands over what was paid for already.
   *
   * @returns `stored`: the turn was completed with this very request; `reserved`: go and pay.
   * @throws DomainError JOURNAL_CONFLICT when it was completed with another request;
   * BUDGET_EXHAUSTED when what is spent and set aside leaves less than the worst case.
   */
  reserve(
    reservation: TurnReservation,
  ): Promise<
    | { readonly kind: "stored"; readonly response: unknown }
    | { readonly kind: "reserved"; readonly attemptId: number }
  >;
  /** @returns the response that stands: an earlier one, should another attempt have come first. */
  complete(completion: TurnCompletion): Promise<unknown>;
  fail(failure: TurnFailure): Promise<void>;
}
