import type { ByteSource } from "./byte-source.ts";
import { chunkBuilder, DISTINCT_ANSWERS_MAX } from "./chunk-builder.ts";
import { collectQuestions } from "./collect-questions.ts";
import type { EnvironmentChunk } from "./environment-chunk.ts";
import { type EnvironmentSummary, summaryBuilder } from "./environment-summary.ts";
import { readEnvironmentBytes } from "./read-environment-bytes.ts";
import { readRecords } from "./read-records.ts";

/** How much an import may hold, all of it together. */
export interface ImportBounds {
  /** Bytes of the unpacked file. */
  readonly bytesMax: number;
  readonly questionsMax: number;
  /** Distinct answers of all questions. */
  readonly answersMax: number;
}

/** About how much of an environment is in memory while it passes through. */
export const CHUNK_SIZE = 2 ** 18;

/** For what passes through in chunks: it may be larger than memory. */
export const UNBOUNDED: ImportBounds = {
  bytesMax: Infinity,
  questionsMax: Infinity,
  answersMax: Infinity,
};

export interface ChunkImport {
  /** What errors call the source: a path, or what an upload is called. */
  readonly file: string;
  readonly bounds: ImportBounds;
  /** About how large a chunk may become, in bytes of its tables and characters of its texts. */
  readonly chunkSize: number;
}

/**
 * Reads an environment file, plain or gzipped, record by record as it arrives, and hands it over in chunks.
 * `docs/environments.md` has the formats: AutoTTS and SCOUT records as a JSON list or as JSON Lines, samples
 * with answers only also as CSV. Which it is, its content tells. All of it is valid, or nothing is imported:
 * chunks count only once the import has ended well.
 *
 * @param keep takes the next chunk; the next one is not read before it has.
 * @throws DomainError INVALID_ENVIRONMENT for what the file breaks; what the source itself throws comes
 * through as it is.
 */
export async function importChunks(
  source: ByteSource,
  { file, bounds, chunkSize }: ChunkImport,
  keep: (chunk: EnvironmentChunk) => Promise<void> | void,
): Promise<EnvironmentSummary> {
  const builder = chunkBuilder();
  const summary = summaryBuilder();
  const questionsWithOtherTrace: number[] = [];
  const flush = async (): Promise<void> => {
    const chunk = builder.take();
    summary.add(chunk);
    await keep(chunk);
  };

  const bytes = readEnvironmentBytes(source, file, bounds.bytesMax);
  const questions = collectQuestions(readRecords(bytes, file), file, bounds.questionsMax);
  let index = 0;
  let answers = 0;
  for await (const { recorded, hasOtherTrace, fail } of questions) {
    const distinct = builder.add(recorded);
    answers += distinct;
    if (distinct > DISTINCT_ANSWERS_MAX) {
      const mend = "Split its branches over several environments.";
      throw fail(`has more than ${DISTINCT_ANSWERS_MAX} distinct answers`, mend);
    }
    if (answers > bounds.answersMax) {
      throw fail(
        `is where distinct answers of all questions become more than ${bounds.answersMax}`,
        "Split it into several environments.",
      );
    }
    if (hasOtherTrace) questionsWithOtherTrace.push(index);
    index += 1;
    if (builder.size() >= chunkSize) await flush();
  }
  if (builder.size() > 0) await flush();
  return summary.finish(questionsWithOtherTrace);
}
