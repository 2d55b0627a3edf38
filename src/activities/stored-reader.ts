import type { AnswerMode } from "../domain/run-spec.ts";
import type { Split } from "../domain/split.ts";
import { type EnvironmentReader, environmentReader } from "../environments/environment-reader.ts";
import { normalisedReader } from "../environments/normalised-reader.ts";
import { decodeGroups } from "../replay/encode-groups.ts";
import { decodeTables } from "../replay/encode-tables.ts";
import { groupAnswers } from "../replay/group-answers.ts";
import { NORMALISATION_VERSION } from "../replay/normalise-answer.ts";
import {
  readChunkGolds,
  readChunkGroups,
  readChunkTables,
  readChunkTexts,
} from "../store/environment-chunks.ts";
import type { StoredEnvironment } from "../store/environments.ts";
import type { Sql } from "../store/store.ts";

/**
 * Reads a stored environment by ranges of its questions, in one answer mode: what is asked for is fetched
 * chunk by chunk, and nothing is kept. Closing it does nothing.
 */
export function storedReader(
  sql: Sql,
  split: Split,
  environment: StoredEnvironment,
  mode: AnswerMode,
): EnvironmentReader {
  const idOf = (chunk: number) => ({ contentHash: environment.contentHash, chunk });
  const reader = environmentReader({
    ...environment,
    readTables: async (chunk) => decodeTables(await readChunkTables(sql, split, idOf(chunk))),
    readTexts: (chunk) => readChunkTexts(sql, split, idOf(chunk)),
    readGolds: (chunk) => readChunkGolds(sql, split, idOf(chunk)),
    close: () => Promise.resolve(),
  });
  if (mode === "exact") return reader;
  return normalisedReader(reader, async (chunk) => {
    const { answers } = await readChunkTexts(sql, split, idOf(chunk));
    const stored = await readChunkGroups(sql, split, idOf(chunk), NORMALISATION_VERSION);
    // What was imported under other rules is grouped anew by these.
    return stored === null ? groupAnswers(answers) : decodeGroups(stored, answers);
  });
}
