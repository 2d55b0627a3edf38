import type { ByteSource } from "./byte-source.ts";
import { temporaryStore } from "./byte-store.ts";
import type { ImportedReader } from "./environment-reader.ts";
import { UNBOUNDED } from "./import-chunks.ts";
import { importInto, type StoreImport } from "./import-into.ts";
import { type OnRead, readCounted } from "./read-counted.ts";
import { whileReading } from "./while-reading.ts";

/**
 * Imports an environment into a temporary file, to be read until the reader is closed: all of it is known to
 * be valid, and not in memory.
 *
 * @throws DomainError INVALID_ENVIRONMENT for what it breaks, SETUP_FAILED when the file cannot be written;
 * what the source itself throws comes through as it is.
 */
export async function spoolEnvironment(
  source: ByteSource,
  options: StoreImport,
): Promise<ImportedReader> {
  const store = await temporaryStore();
  try {
    return await importInto(store, source, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * The same of a file on disk, of any size. `onRead` is told how far it is.
 *
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule,
 * SETUP_FAILED when the temporary file cannot be written.
 */
export function spoolFile(path: string, onRead?: OnRead): Promise<ImportedReader> {
  const options = { file: path, bounds: UNBOUNDED };
  return whileReading(path, () => spoolEnvironment(readCounted(path, onRead), options));
}
