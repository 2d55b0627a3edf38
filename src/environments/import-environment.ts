import { DomainError } from "../domain/errors.ts";
import type { ByteSource } from "./byte-source.ts";
import type { BuiltEnvironment } from "./environment-builder.ts";
import { describeEnvironment, type ImportReport } from "./import-report.ts";
import { readEnvironmentBytes } from "./read-environment-bytes.ts";
import { readRecords } from "./read-records.ts";
import { recordCollector } from "./record-collector.ts";

const BYTES_MAX = 256 * 1024 * 1024;
const NAME_CHARACTERS_MAX = 200;

export interface ImportOptions {
  /** Name of the environment, at most 200 characters. */
  readonly name: string;
  /** What errors call the source: a path, or what an upload is called. */
  readonly file: string;
  /** Size of the unpacked file at most; 256 MiB unless said otherwise. */
  readonly bytesMax?: number;
}

/** What an import yields: environment and golds apart, and what was found. */
export interface ImportedEnvironment extends BuiltEnvironment {
  readonly report: ImportReport;
}

/**
 * Reads an environment file, plain or gzipped, record by record as it arrives. `docs/environments.md` has the
 * formats: AutoTTS and SCOUT records as a JSON list or as JSON Lines, samples with answers only also as CSV.
 * Which it is, its content tells. All of it is valid, or nothing is imported.
 *
 * @throws DomainError INVALID_ENVIRONMENT for what the file breaks, INVALID_INPUT for a name that is none;
 * what the source itself throws comes through as it is.
 */
export async function importEnvironment(
  source: ByteSource,
  { name, file, bytesMax = BYTES_MAX }: ImportOptions,
): Promise<ImportedEnvironment> {
  requireName(name);
  const collector = recordCollector(file);
  const bytes = readEnvironmentBytes(source, file, bytesMax);
  for await (const record of readRecords(bytes, file)) collector.take(record);
  const { builder, questionsWithOtherTrace } = collector.finish();
  const { environment, golds } = builder.finish(name);
  const report = describeEnvironment(environment, golds, questionsWithOtherTrace);
  return { environment, golds, report };
}

function requireName(name: string): void {
  if (
    name.length > 0 &&
    name.length <= NAME_CHARACTERS_MAX &&
    !/[\p{Surrogate}\p{Cc}]/u.test(name)
  ) {
    return;
  }
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot name an environment ${JSON.stringify(name.slice(0, NAME_CHARACTERS_MAX))}: a name has ` +
      `1 to ${NAME_CHARACTERS_MAX} characters and no control characters. Give another name.`,
  );
}
