import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import type { Split } from "../domain/split.ts";
import { type Environment, environmentSchema } from "../schemas/environment.ts";
import type { JsonObject } from "../schemas/wire-types.ts";
import { insertAnswerGroups, type StoredGroups } from "./answer-groups.ts";
import { schemaOf } from "./schema-of.ts";
import { type Sql, type Store, transaction } from "./store.ts";

/** An environment as its importer hands it over; `tables` are opaque bytes here. */
export interface NewEnvironment {
  readonly name: string;
  readonly contentHash: string;
  readonly synthetic: boolean;
  readonly questionCount: number;
  readonly branchCount: number;
  readonly probeCount: number;
  readonly intervalTokensMin: number;
  readonly intervalTokensMax: number;
  readonly questions: readonly string[];
  /** Distinct answers per question. */
  readonly answers: readonly (readonly string[])[];
  readonly tables: Uint8Array;
  /** Which answers count as one in normalised mode. */
  readonly answerGroups: StoredGroups;
  readonly golds: readonly string[];
  readonly report: JsonObject;
}

const COLUMNS = `content_hash, name, synthetic, question_count, branch_count, probe_count,
  interval_tokens_min, interval_tokens_max, report, imported_at`;

/**
 * Stores an environment with its golds, or nothing of it. The same content again is a no-op, whatever
 * name it now comes under; the environment keeps its first name, and gets the answer groups of a newer
 * normalisation beside those it has.
 *
 * @throws CONFLICT when the name stands for other content, or the other split holds a question of it.
 */
export async function insertEnvironment(
  store: Store,
  split: Split,
  environment: NewEnvironment,
): Promise<{ created: boolean; name: string }> {
  return transaction(store, async (tx) => {
    // Claiming also makes concurrent imports wait for one another, so what is read next stays true.
    await claimQuestions(tx, split, environment);
    const [known] = await tx.rows(
      z.object({ contentHash: z.string(), name: z.string() }),
      `SELECT content_hash, name FROM ${schemaOf(split)}.environments
        WHERE content_hash = $1 OR name = $2 ORDER BY content_hash = $1 DESC LIMIT 1`,
      [environment.contentHash, environment.name],
    );
    const { contentHash, answerGroups } = environment;
    if (known?.contentHash === contentHash) {
      await insertAnswerGroups(tx, split, contentHash, answerGroups);
      return { created: false, name: known.name };
    }
    if (known !== undefined) {
      throw new DomainError(
        "CONFLICT",
        `Cannot import ${environment.name}: a ${split} environment of this name has other content (${known.contentHash.slice(0, 12)}…). Import it under another name.`,
      );
    }
    await writeEnvironment(tx, split, environment);
    await insertAnswerGroups(tx, split, contentHash, answerGroups);
    return { created: true, name: environment.name };
  });
}

async function claimQuestions(tx: Sql, split: Split, environment: NewEnvironment): Promise<void> {
  const { name, contentHash, questions } = environment;
  const claim =
    split === "search" ? "claim_search_questions($1, $2)" : "claim_questions('held-out', $1, $2)";
  const [claimed] = await tx.rows(
    z.object({ taken: z.array(z.int()) }),
    `SELECT ${claim} AS taken`,
    [contentHash, questions],
  );
  const taken = claimed?.taken ?? [];
  if (taken.length === 0) return;
  const other = split === "search" ? "held-out" : "search";
  throw new DomainError(
    "CONFLICT",
    `Cannot import ${name} into the ${split} split: a question is searched on or judged on, never both, and the ${other} split already holds question ${taken.slice(0, 10).join(", ")}${taken.length > 10 ? " …" : ""} (${taken.length} of ${questions.length}, counted from 0). Leave them out, or import the file into the ${other} split.`,
  );
}

async function writeEnvironment(tx: Sql, split: Split, environment: NewEnvironment): Promise<void> {
  const schema = schemaOf(split);
  await tx.execute(
    `INSERT INTO ${schema}.environments (content_hash, name, synthetic, question_count, branch_count,
       probe_count, interval_tokens_min, interval_tokens_max, questions, answers, tables, report)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      environment.contentHash,
      environment.name,
      environment.synthetic,
      environment.questionCount,
      environment.branchCount,
      environment.probeCount,
      environment.intervalTokensMin,
      environment.intervalTokensMax,
      JSON.stringify(environment.questions),
      JSON.stringify(environment.answers),
      environment.tables,
      JSON.stringify(environment.report),
    ],
  );
  await tx.execute(`INSERT INTO ${schema}.golds (environment_hash, answers) VALUES ($1, $2)`, [
    environment.contentHash,
    JSON.stringify(environment.golds),
  ]);
}

/** All environments of a split, by name. */
export async function listEnvironments(sql: Sql, split: Split): Promise<Environment[]> {
  return sql.rows(
    environmentSchema,
    `SELECT ${COLUMNS} FROM ${schemaOf(split)}.environments ORDER BY name`,
  );
}

/**
 * The environments of these names, in the order asked.
 *
 * @throws UNKNOWN_ENVIRONMENT naming every missing one and those that exist.
 */
export async function findEnvironments(
  sql: Sql,
  split: Split,
  names: readonly string[],
): Promise<Environment[]> {
  const all = await listEnvironments(sql, split);
  const byName = new Map(all.map((environment) => [environment.name, environment]));
  const missing = names.filter((name) => !byName.has(name));
  if (missing.length > 0) {
    const existing =
      all.length === 0 ? "none is imported yet" : `there are ${[...byName.keys()].join(", ")}`;
    throw new DomainError(
      "UNKNOWN_ENVIRONMENT",
      `Cannot find the ${split} environment ${missing.join(", ")}: ${existing}. Import it, or use one of these names.`,
    );
  }
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** The encoded columns, as they were handed in. @throws UNKNOWN_ENVIRONMENT */
export async function readEnvironmentTables(
  sql: Sql,
  split: Split,
  contentHash: string,
): Promise<Uint8Array> {
  const row = z.object({ tables: z.instanceof(Uint8Array) });
  return (await readOne(sql, row, "tables", `${schemaOf(split)}.environments`, contentHash)).tables;
}

/** Question texts, and the distinct answers of each question. @throws UNKNOWN_ENVIRONMENT */
export async function readEnvironmentTexts(
  sql: Sql,
  split: Split,
  contentHash: string,
): Promise<{ questions: string[]; answers: string[][] }> {
  const row = z.object({
    questions: z.array(z.string()),
    answers: z.array(z.array(z.string())),
  });
  return readOne(sql, row, "questions, answers", `${schemaOf(split)}.environments`, contentHash);
}

/** The right answer of each question; `replay` and `held_out` only. @throws UNKNOWN_ENVIRONMENT */
export async function readGolds(sql: Sql, split: Split, contentHash: string): Promise<string[]> {
  const row = z.object({ answers: z.array(z.string()) });
  const golds = `(SELECT environment_hash AS content_hash, answers FROM ${schemaOf(split)}.golds) AS golds`;
  return (await readOne(sql, row, "answers", golds, contentHash)).answers;
}

async function readOne<T>(
  sql: Sql,
  row: z.ZodType<T>,
  columns: string,
  table: string,
  contentHash: string,
): Promise<T> {
  const [found] = await sql.rows(row, `SELECT ${columns} FROM ${table} WHERE content_hash = $1`, [
    contentHash,
  ]);
  if (found !== undefined) return found;
  throw new DomainError(
    "UNKNOWN_ENVIRONMENT",
    `Cannot read environment ${contentHash}: none with this content is stored.`,
  );
}
