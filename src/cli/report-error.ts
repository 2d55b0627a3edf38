import { CommanderError } from "commander";
import { DomainError } from "../domain/errors.ts";
import type { CommandContext } from "./command-context.ts";
import { ERROR_EXITS, EXIT, type ExitCode } from "./exit-codes.ts";

/**
 * Tells on stderr why a command did not do what was asked: what was attempted, the rule, the value and
 * how to mend it, without a stack unless `AUTOTTS_DEBUG` is set.
 *
 * @returns the exit code that says the same.
 */
export function reportError(error: unknown, context: CommandContext): ExitCode {
  // Commander has printed its message, or the help that was asked for, before it threw.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misused;
  // Whatever failed then failed because its work was ended.
  if (context.signal.aborted) return EXIT.interrupted;
  if (error instanceof DomainError) {
    context.complain(error.message);
    if (context.config.debug) context.note(stackOf(error));
    return ERROR_EXITS[error.code];
  }
  context.complain(error instanceof Error ? error.message : String(error));
  context.note(
    context.config.debug
      ? stackOf(error)
      : "This is a fault of the program, not of your input. AUTOTTS_DEBUG=1 shows where it happened.",
  );
  return EXIT.failed;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by: ${stackOf(error.cause)}`;
}
