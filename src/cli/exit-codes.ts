import type { ErrorCode } from "../domain/errors.ts";

/** What the process says when it ends. */
export const EXIT = {
  done: 0,
  /** What was asked for failed: a run, a gate, a set-up. */
  failed: 1,
  /** Wrong use or bad input: the caller has to change something. */
  misused: 2,
  /** A service that is needed does not answer. */
  unreachable: 3,
  /** Ended by Ctrl-C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Exit code of every expected failure. */
export const ERROR_EXITS = {
  INVALID_INPUT: EXIT.misused,
  INVALID_ENVIRONMENT: EXIT.misused,
  INVALID_CONTROLLER: EXIT.misused,
  UNKNOWN_CONTROLLER: EXIT.misused,
  UNKNOWN_ENVIRONMENT: EXIT.misused,
  UNKNOWN_RUN: EXIT.misused,
  UNKNOWN_ROUND: EXIT.misused,
  UNKNOWN_EVALUATION: EXIT.misused,
  RUN_STATE_CONFLICT: EXIT.failed,
  CONFLICT: EXIT.misused,
  IDEMPOTENCY_CONFLICT: EXIT.misused,
  BUDGET_EXHAUSTED: EXIT.failed,
  CREDENTIALS_MISSING: EXIT.misused,
  PROVIDER_REFUSED: EXIT.failed,
  PROVIDER_UNAVAILABLE: EXIT.unreachable,
  JOURNAL_CONFLICT: EXIT.failed,
  SERVICE_UNAVAILABLE: EXIT.unreachable,
  SETUP_FAILED: EXIT.failed,
} as const satisfies Record<ErrorCode, ExitCode>;
