/**
 * Every failure a caller can react to. A code is stable; its message is for people.
 * Adding one makes the compiler ask for its HTTP status and exit code.
 */
export type ErrorCode =
  /** A request, file or argument does not have the form it must have. */
  | "INVALID_INPUT"
  /** An environment file breaks a rule of its format; nothing was imported. */
  | "INVALID_ENVIRONMENT"
  /** A controller source does not pass the compile gate. */
  | "INVALID_CONTROLLER"
  /** No controller file and no shipped controller has this name. */
  | "UNKNOWN_CONTROLLER"
  /** No environment of this name or hash is in the store. */
  | "UNKNOWN_ENVIRONMENT"
  /** No run has this id. */
  | "UNKNOWN_RUN"
  /** No round of this run has this number. */
  | "UNKNOWN_ROUND"
  /** No held-out evaluation has this id. */
  | "UNKNOWN_EVALUATION"
  /** The command does not fit the state that the run is in. */
  | "RUN_STATE_CONFLICT"
  /** The name or question is already taken: by other content, or by the other split. */
  | "CONFLICT"
  /** The same idempotency key came with another request. */
  | "IDEMPOTENCY_CONFLICT"
  /** The money set aside for the run does not cover the next step. */
  | "BUDGET_EXHAUSTED"
  /** A proposer or critic needs credentials that are not there. */
  | "CREDENTIALS_MISSING"
  /** The model provider refused the request for good. */
  | "PROVIDER_REFUSED"
  /** The model provider is overloaded, rate-limited or out of reach. */
  | "PROVIDER_UNAVAILABLE"
  /** A turn was journaled with another request than the one now made. */
  | "JOURNAL_CONFLICT"
  /** Postgres, Temporal or the API cannot be reached. */
  | "SERVICE_UNAVAILABLE"
  /** Something this machine needs is missing or cannot be used. */
  | "SETUP_FAILED";

/**
 * The only error class: an expected failure, with a code to react to and a message that says
 * what was attempted, the rule and the value at hand. Compare `code` across realms, never the class.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  /** When another try may succeed, in ms from now, where the other side said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.name = "DomainError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
