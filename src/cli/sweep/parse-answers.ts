import type { AnswerMode } from "../../domain/run-spec.ts";
import { DomainError } from "../../domain/errors.ts";

/**
 * The answer modes that a person wrote, `exact`, `normalised` or both with a comma between.
 *
 * @throws DomainError INVALID_INPUT
 */
export function parseAnswers(text: string): readonly AnswerMode[] {
  const modes = text.split(",").map((mode) => parseMode(mode.trim(), text));
  if (new Set(modes).size === modes.length) return modes;
  throw refuse(text, "each mode may stand once");
}

function parseMode(mode: string, text: string): AnswerMode {
  if (mode === "exact" || mode === "normalised") return mode;
  throw refuse(text, `there is no mode ${JSON.stringify(mode)}`);
}

function refuse(text: string, rule: string): DomainError {
  return new DomainError(
    "INVALID_INPUT",
    `Cannot read --answers ${text}: ${rule}. Write exact, normalised, or both (exact,normalised).`,
  );
}
