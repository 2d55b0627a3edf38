import { DomainError } from "../../domain/errors.ts";

/** A file of several that something is wrong with, as `--json` prints it. */
export interface FailedFile {
  readonly file: string;
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

/** @throws whatever is not about this file: our own faults, and a service that is away. */
export function failedFile(file: string, error: unknown): FailedFile {
  if (!(error instanceof DomainError) || error.code === "SERVICE_UNAVAILABLE") throw error;
  return { file, ok: false, code: error.code, message: error.message };
}
