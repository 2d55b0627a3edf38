import type { ByteSource } from "./byte-source.ts";
import type { EnvironmentChunk } from "./environment-chunk.ts";
import { requireEnvironmentName } from "./environment-name.ts";
import { type ImportBounds, importChunks } from "./import-chunks.ts";
import { type ImportedEnvironment, importedEnvironment } from "./imported-environment.ts";

/** What fits into memory; published environments have a hundred distinct answers a question. */
const MEMORY_BOUNDS: ImportBounds = {
  bytesMax: 256 * 1024 * 1024,
  questionsMax: 100_000,
  answersMax: 4_000_000,
};

export interface ImportOptions {
  /** Name of the environment, at most 200 characters. */
  readonly name: string;
  /** What errors call the source: a path, or what an upload is called. */
  readonly file: string;
  /** Size of the unpacked file at most; 256 MiB unless said otherwise. */
  readonly bytesMax?: number;
}

/**
 * Imports an environment file as `importChunks` does, whole into memory.
 *
 * @throws DomainError INVALID_ENVIRONMENT for what the file breaks, INVALID_INPUT for a name that is none;
 * what the source itself throws comes through as it is.
 */
export async function importEnvironment(
  source: ByteSource,
  { name, file, bytesMax = MEMORY_BOUNDS.bytesMax }: ImportOptions,
): Promise<ImportedEnvironment> {
  requireEnvironmentName(name);
  const bounds = { ...MEMORY_BOUNDS, bytesMax };
  const chunks: EnvironmentChunk[] = [];
  const summary = await importChunks(source, { file, bounds, chunkSize: Infinity }, (chunk) => {
    chunks.push(chunk);
  });
  return importedEnvironment(name, chunks[0]!, summary);
}
