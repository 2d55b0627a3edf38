import { DomainError } from "../domain/errors.ts";

/** Does work that reads an environment file. @throws DomainError INVALID_INPUT when it cannot be read. */
export async function whileReading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read the environment file ${path}: ${error.message}. Check the path and its permissions.`,
      { cause: error },
    );
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "syscall" in error;
}
