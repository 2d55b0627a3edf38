import { DomainError } from "../domain/errors.ts";

/** The error every importer ends with: which file, which rule it breaks and how, and how to mend it. */
export function rejectImport(
  file: string,
  reason: string,
  mend: string,
  cause?: unknown,
): DomainError {
  return new DomainError(
    "INVALID_ENVIRONMENT",
    `Cannot import ${file}: ${reason}. ${mend} Nothing was imported.`,
    cause === undefined ? {} : { cause },
  );
}
