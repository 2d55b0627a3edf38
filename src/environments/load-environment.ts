import { environmentNameOf } from "./environment-name.ts";
import { importEnvironment } from "./import-environment.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";
import { readCounted } from "./read-counted.ts";
import { whileReading } from "./while-reading.ts";

/**
 * Imports an environment file from disk, under the name `<folder>/<file without extension>` unless another
 * is given.
 *
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule.
 */
export function loadEnvironment(
  path: string,
  name = environmentNameOf(path),
): Promise<ImportedEnvironment> {
  return whileReading(path, () => importEnvironment(readCounted(path), { name, file: path }));
}
