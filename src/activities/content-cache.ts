import type { Range } from "../domain/cell.ts";
import type { AnswerMode } from "../domain/run-spec.ts";
import type { Split } from "../domain/split.ts";
import type { ReplayTables } from "../replay/environment.ts";
import { goldIds } from "../replay/judge-columns.ts";
import { compileInChild } from "../sandbox/compile-in-child.ts";
import { readController } from "../store/controllers.ts";
import { readStoredEnvironment, type StoredEnvironment } from "../store/environments.ts";
import type { Sql } from "../store/store.ts";
import { keepNewest } from "./keep-newest.ts";
import { storedReader } from "./stored-reader.ts";

/** Some questions of a stored environment in one answer mode. */
export interface QuestionRange {
  readonly split: Split;
  readonly environmentHash: string;
  readonly answers: AnswerMode;
  readonly questions: Range;
}

/** Questions as a worker plays and judges them. Shards that are played at once share them. */
export interface LoadedQuestions {
  /** Numbered from the first question of the range. */
  readonly tables: ReplayTables;
  /** Answer id of each question's gold, shape `[questionCount]`. */
  readonly golds: Int32Array;
}

/** Questions and compiled controllers by content hash: what a hash stands for never changes. */
export interface ContentCache {
  /** @throws DomainError UNKNOWN_ENVIRONMENT */
  questions(sql: Sql, range: QuestionRange): Promise<LoadedQuestions>;
  /** @throws Error when the source does not compile: only those that did come here. */
  code(sql: Sql, controllerHash: string): Promise<string>;
}

/** A sweep comes back to its ranges for every controller; each has about 2 MiB at most. */
const QUESTION_BYTES_MAX = 128 * 2 ** 20;
/** Numbers of questions of chunks: a million of them are an environment of 250 GB. */
const CHUNKS_MAX = 1_000_000;
const CODE_CHARACTERS_MAX = 16 * 2 ** 20;

/** A cache for one worker process. */
export function createContentCache(): ContentCache {
  const questions = keepNewest(QUESTION_BYTES_MAX, bytesOf);
  const environments = keepNewest(CHUNKS_MAX, chunksOf);
  const codes = keepNewest(CODE_CHARACTERS_MAX, (code: string) => code.length);
  return {
    questions: (sql, { split, environmentHash, answers: mode, questions: range }) =>
      questions(`${split}/${environmentHash}/${mode}/${range.join("-")}`, async () => {
        const environment = await environments(`${split}/${environmentHash}`, () =>
          readStoredEnvironment(sql, split, environmentHash),
        );
        const reader = storedReader(sql, split, environment, mode);
        const { answers } = await reader.readTexts(range);
        const golds = goldIds(answers, await reader.readGolds(range));
        return { tables: await reader.readTables(range), golds };
      }),
    code: (sql, controllerHash) =>
      codes(controllerHash, async () => {
        const { source } = await readController(sql, controllerHash);
        const compiled = await compileInChild(source);
        if (compiled.ok) return compiled.code;
        throw new Error(`Controller ${controllerHash} does not compile`);
      }),
  };
}

function bytesOf({ tables, golds }: LoadedQuestions): number {
  const columns = [...Object.values(tables), golds];
  return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function chunksOf({ questionCounts }: StoredEnvironment): number {
  return questionCounts.length;
}
