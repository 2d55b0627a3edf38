import { sliceTables } from "../replay/slice-tables.ts";
import { environmentReader, type ImportedReader } from "./environment-reader.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";
import { questionSetOf } from "./question-set.ts";

/** Reads an environment that is in memory already, as one chunk. Closing it does nothing. */
export function memoryReader({ environment, golds, report }: ImportedEnvironment): ImportedReader {
  const { contentHash, questions, answers, tables } = environment;
  const reader = environmentReader({
    contentHash,
    questionSet: questionSetOf(questions),
    branchCount: report.branchCount,
    probeCount: report.probeCount,
    questionCounts: [questions.length],
    readTables: () => Promise.resolve(sliceTables(tables, [0, questions.length])),
    readTexts: () => Promise.resolve({ questions, answers }),
    readGolds: () => Promise.resolve(golds),
    close: () => Promise.resolve(),
  });
  return { ...reader, report };
}
