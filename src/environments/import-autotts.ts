import { DomainError } from "../domain/errors.ts";
import type { ByteSource } from "./byte-source.ts";
import {
  type BuiltEnvironment,
  DISTINCT_ANSWERS_MAX,
  environmentBuilder,
} from "./environment-builder.ts";
import { describeEnvironment, type ImportReport } from "./import-report.ts";
import { readAutottsRecord } from "./read-autotts-record.ts";
import { readEnvironmentBytes } from "./read-environment-bytes.ts";
import { rejectImport } from "./reject-import.ts";
import { splitJsonList } from "./split-json-list.ts";

const BYTES_MAX = 256 * 1024 * 1024;
const QUESTIONS_MAX = 100_000;
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
 * Reads an AutoTTS (Parallel-Probe) file, plain or gzipped: a JSON list of `{question, gold_answer,
 * probe_freq, final_answers_trace, each_branch}`, where a branch is `[probe_answers, tokens, final_answer]`.
 * The file is parsed record by record as it arrives. All of it is valid, or nothing is imported.
 *
 * @throws DomainError INVALID_ENVIRONMENT for what the file breaks, INVALID_INPUT for a name that is none;
 * what the source itself throws comes through as it is.
 */
export async function importAutotts(
  source: ByteSource,
  { name, file, bytesMax = BYTES_MAX }: ImportOptions,
): Promise<ImportedEnvironment> {
  requireName(name);
  const builder = environmentBuilder();
  const questionsWithOtherTrace: number[] = [];
  let index = 0;
  const bytes = readEnvironmentBytes(source, file, bytesMax);
  for await (const element of splitJsonList(bytes, file)) {
    if (index === QUESTIONS_MAX) {
      const mend = "Split it into several environments.";
      throw rejectImport(
        file,
        `it may hold at most ${QUESTIONS_MAX} records, and holds more`,
        mend,
      );
    }
    const { recorded, hasOtherTrace } = readAutottsRecord(
      parseRecord(element, file, index),
      file,
      index,
    );
    if (!builder.add(recorded)) {
      throw rejectImport(
        file,
        `record ${index} (counted from 0) has more than ${DISTINCT_ANSWERS_MAX} distinct answers`,
        "Split its branches over several environments.",
      );
    }
    if (hasOtherTrace) questionsWithOtherTrace.push(index);
    index += 1;
  }
  if (index === 0) throw rejectImport(file, "its list is empty", "Give at least one record.");
  const { environment, golds } = builder.finish(name);
  const report = describeEnvironment(environment, golds, questionsWithOtherTrace);
  return { environment, golds, report };
}

function parseRecord(element: Uint8Array, file: string, index: number): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(element));
  } catch (error) {
    const reason = `record ${index} (counted from 0) is not JSON in UTF-8 (${messageOf(error)})`;
    throw rejectImport(file, reason, "Write the record again.", error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
