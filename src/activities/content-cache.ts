import type { AnswerMode } from "../domain/run-spec.ts";
import type { Split } from "../domain/split.ts";
import { decodeGroups } from "../replay/encode-groups.ts";
import { decodeTables } from "../replay/encode-tables.ts";
import type { ReplayTables } from "../replay/environment.ts";
import { groupAnswers, groupGolds } from "../replay/group-answers.ts";
import { goldIds } from "../replay/judge-columns.ts";
import { NORMALISATION_VERSION } from "../replay/normalise-answer.ts";
import { normaliseTables } from "../replay/normalise-tables.ts";
import { compileController } from "../sandbox/compile-controller.ts";
import { readAnswerGroups } from "../store/answer-groups.ts";
import { readController } from "../store/controllers.ts";
import { readEnvironmentTables, readEnvironmentTexts, readGolds } from "../store/environments.ts";
import type { Sql } from "../store/store.ts";

/** An environment as a worker plays and judges it, in one answer mode. */
export interface LoadedEnvironment {
  readonly tables: ReplayTables;
  /** Answer id of each question's gold, shape `[questionCount]`. */
  readonly golds: Int32Array;
}

/** Environments and compiled controllers by content hash: what a hash stands for never changes. */
export interface ContentCache {
  environment(sql: Sql, split: Split, hash: string, mode: AnswerMode): Promise<LoadedEnvironment>;
  /** @throws Error when the source does not compile: only those that did come here. */
  code(sql: Sql, controllerHash: string): Promise<string>;
}

const ENVIRONMENTS_MAX = 16;
const CODES_MAX = 256;

/** A cache for one worker process. */
export function createContentCache(): ContentCache {
  const environments = keepNewest<LoadedEnvironment>(ENVIRONMENTS_MAX);
  const codes = keepNewest<string>(CODES_MAX);
  return {
    environment: (sql, split, hash, mode) =>
      environments(`${split}/${hash}/${mode}`, async () => {
        const encoded = await readEnvironmentTables(sql, split, hash);
        const { answers } = await readEnvironmentTexts(sql, split, hash);
        const golds = await readGolds(sql, split, hash);
        const tables = decodeTables(encoded);
        if (mode === "exact") return { tables, golds: goldIds(answers, golds) };
        const stored = await readAnswerGroups(sql, split, hash, NORMALISATION_VERSION);
        // An environment from before these rules has no groups of theirs until it is imported again.
        const groups = stored === null ? groupAnswers(answers) : decodeGroups(stored, answers);
        return {
          tables: normaliseTables(tables, groups),
          golds: goldIds(answers, groupGolds(answers, groups, golds)),
        };
      }),
    code: (sql, controllerHash) =>
      codes(controllerHash, async () => {
        const { source } = await readController(sql, controllerHash);
        const compiled = compileController(source);
        if (compiled.ok) return compiled.code;
        throw new Error(`Controller ${controllerHash} does not compile`);
      }),
  };
}

/** Loads each key once and keeps the newest; a load that failed is tried again. */
function keepNewest<T>(countMax: number): (key: string, load: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return async (key, load) => {
    const value = kept.get(key) ?? load();
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > countMax && oldest !== undefined) kept.delete(oldest);
    try {
      return await value;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
}
