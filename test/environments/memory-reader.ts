import type { BuiltEnvironment } from "../../src/environments/imported-environment.ts";
import {
  type EnvironmentReader,
  environmentReader,
} from "../../src/environments/environment-reader.ts";
import { questionSetOf } from "../../src/environments/question-set.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";

/** Reads an environment that is in memory already, as one chunk. */
export function memoryReader({ environment, golds }: BuiltEnvironment): EnvironmentReader {
  const { contentHash, questions, answers, tables } = environment;
  return environmentReader({
    contentHash,
    questionSet: questionSetOf(questions),
    branchCount: tables.finals.length,
    probeCount: tables.probes.length,
    questionCounts: [questions.length],
    readTables: () => Promise.resolve(sliceTables(tables, [0, questions.length])),
    readTexts: () => Promise.resolve({ questions, answers }),
    readGolds: () => Promise.resolve(golds),
    close: () => Promise.resolve(),
  });
}
