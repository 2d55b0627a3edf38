import { DomainError } from "../domain/errors.ts";

/** Characters of a file that would move a terminal's cursor, hide or turn text round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/** The error every importer ends with: which file, which rule it breaks and how, and how to mend it. */
export function rejectImport(
  file: string,
  reason: string,
  mend: string,
  cause?: unknown,
): DomainError {
  // Reasons and remedies quote what is in the file.
  const [seenReason, seenMend] = [reason, mend].map((text) => text.replaceAll(UNSEEN, escaped));
  return new DomainError(
    "INVALID_ENVIRONMENT",
    `Cannot import ${file}: ${seenReason}. ${seenMend} Nothing was imported.`,
    cause === undefined ? {} : { cause },
  );
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
