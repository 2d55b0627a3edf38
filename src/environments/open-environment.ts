import type { EnvironmentReader } from "./environment-reader.ts";
import { loadEnvironment } from "./load-environment.ts";
import { memoryReader } from "./memory-reader.ts";

/** An environment file that was opened, and what it is called. */
export interface OpenedEnvironment {
  readonly name: string;
  readonly reader: EnvironmentReader;
}

/**
 * Opens an environment file for reading by ranges of questions; its reader is to be closed.
 *
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule.
 */
export async function openEnvironment(path: string): Promise<OpenedEnvironment> {
  const imported = await loadEnvironment(path);
  return { name: imported.environment.name, reader: memoryReader(imported) };
}
