import type { BuiltEnvironment } from "../../src/environments/imported-environment.ts";
import {
  type EnvironmentReader,
  environmentReader,
} from "../../src/environments/environment-reader.ts";
import { questionSetOf } from "../../src/environments/question-set.ts";

/** Reads an environment that is in memory already, as one chunk. */
export function memoryReader({ environment, golds }: BuiltEnvironment): EnvironmentReader {
  const { contentHash, questions, answers, tables } = environment;
  return environmentReader({
    contentHash,
    questionSet: questionSetOf(questions),
    questionCounts: [questions.length],
    readTables: () => Promise.resolve(tables),
    readTexts: () => Promise.resolve({ questions, answers }),
    readGolds: () => Promise.resolve(golds),
    close: () => Promise.resolve(),
  });
}
