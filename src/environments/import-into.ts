import type { ByteSource } from "./byte-source.ts";
import type { ByteStore } from "./byte-store.ts";
import { writeEnvironment } from "./environment-file.ts";
import type { ImportedReader } from "./environment-reader.ts";
import { CHUNK_SIZE, type ImportBounds, importChunks } from "./import-chunks.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import { shrinkHeap } from "./shrink-heap.ts";

/** Chunks after which an import is large: some seconds' work. */
const LARGE_CHUNKS = 256;

/** What an import into a store needs to know. */
export interface StoreImport {
  /** What errors call the source: a path, or what an upload is called. */
  readonly file: string;
  readonly bounds: ImportBounds;
}

/**
 * Imports a file as `importChunks` does, chunk by chunk into an empty store. The store stays open, whatever
 * happens; closing the reader closes it.
 *
 * @throws DomainError INVALID_ENVIRONMENT for what the file breaks; what source and store throw comes through.
 */
export async function importInto(
  store: ByteStore,
  source: ByteSource,
  { file, bounds }: StoreImport,
): Promise<ImportedReader> {
  const writer = await writeEnvironment(store);
  let chunks = 0;
  const options = { file, bounds, chunkSize: CHUNK_SIZE };
  const summary = await importChunks(source, options, async (chunk) => {
    await writer.add(chunk);
    releaseMemory(Object.values(chunk.tables));
    chunks += 1;
  });
  if (chunks >= LARGE_CHUNKS) shrinkHeap();
  return writer.finish(summary);
}
