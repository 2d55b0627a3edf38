import type { ByteSource } from "./byte-source.ts";
import { temporaryStore } from "./byte-store.ts";
import type { ImportedReader } from "./environment-reader.ts";
import { importInto, type StoreImport } from "./import-into.ts";

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
