import { releaseMemory } from "../replay/release-memory.ts";
import type { EnvironmentSummary } from "./environment-summary.ts";
import { CHUNK_SIZE, importChunks, UNBOUNDED } from "./import-chunks.ts";
import { type OnRead, readCounted } from "./read-counted.ts";
import { whileReading } from "./while-reading.ts";

/**
 * Reads an environment file of any size to its end and tells what it comes to, keeping nothing of it.
 * `onRead` is told how far it is.
 *
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule.
 */
export function checkEnvironment(path: string, onRead?: OnRead): Promise<EnvironmentSummary> {
  const options = { file: path, bounds: UNBOUNDED, chunkSize: CHUNK_SIZE };
  return whileReading(path, () =>
    importChunks(readCounted(path, onRead), options, ({ tables }) => {
      releaseMemory(Object.values(tables));
    }),
  );
}
