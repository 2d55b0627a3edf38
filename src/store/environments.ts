import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import type { Split } from "../domain/split.ts";
import { type Environment, environmentSchema } from "../schemas/environment.ts";
import type { JsonObject } from "../schemas/wire-types.ts";
import { insertChunk, type NewChunk } from "./environment-chunks.ts";
import { schemaOf } from "./schema-of.ts";
import { type Sql, type Store, transaction } from "./store.ts";

const COLUMNS = `content_hash, name, synthetic, question_count, branch_count, probe_count,
  interval_tokens_min, interval_tokens_max, report, imported_at`;

/** An environment as its importer hands it over. */
export interface NewEnvironment {
  readonly name: string;
  readonly contentHash: string;
  /** Names the list of its questions. */
  readonly questionSet: string;
  readonly synthetic: boolean;
  readonly questionCount: number;
  readonly branchCount: number;
  readonly probeCount: number;
  readonly intervalTokensMin: number;
  readonly intervalTokensMax: number;
  readonly report: JsonObject;
  /** All of its questions, in order. Gone through once at most, and only if the content is new. */
  readonly chunks: Iterable<NewChunk> | AsyncIterable<NewChunk>;
}

/**
 * Stores an environment with its golds, chunk by chunk, or nothing of it. The same content again is a
 * no-op, whatever name it now comes under: the environment keeps its first name.
 *
 * @throws CONFLICT when the name stands for other content, or the other split holds a question of it.
 */
export async function insertEnvironment(
  store: Store,
  split: Split,
  environment: NewEnvironment,
): Promise<{ created: boolean; name: string }> {
  return transaction(store, async (tx) => {
    // An import of the same name or content that is under way is waited for here.
    if (!(await insertSizes(tx, split, environment))) {
      return { created: false, name: await requireSameContent(tx, split, environment) };
    }
    await insertChunks(tx, split, environment);
    return { created: true, name: environment.name };
  });
}

/** @returns whether name and content were free. */
async function insertSizes(tx: Sql, split: Split, environment: NewEnvironment): Promise<boolean> {
  const inserted = await tx.execute(
    `INSERT INTO ${schemaOf(split)}.environments (content_hash, name, synthetic, question_count,
       branch_count, probe_count, interval_tokens_min, interval_tokens_max, question_set, report)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      environment.contentHash,
      environment.name,
      environment.synthetic,
      environment.questionCount,
      environment.branchCount,
      environment.probeCount,
      environment.intervalTokensMin,
      environment.intervalTokensMax,
      environment.questionSet,
      JSON.stringify(environment.report),
    ],
  );
  return inserted === 1;
}

/** @returns the name that the content is stored under. */
async function requireSameContent(
  tx: Sql,
  split: Split,
  { name, contentHash }: NewEnvironment,
): Promise<string> {
  const known = await tx.rows(
    z.object({ contentHash: z.string(), name: z.string() }),
    `SELECT content_hash, name FROM ${schemaOf(split)}.environments
      WHERE content_hash = $1 OR name = $2`,
    [contentHash, name],
  );
  const same = known.find((one) => one.contentHash === contentHash);
  if (same !== undefined) return same.name;
  throw new DomainError(
    "CONFLICT",
    `Cannot import ${name}: a ${split} environment of this name has other content (${known[0]?.contentHash.slice(0, 12)}…). Import it under another name.`,
  );
}

async function insertChunks(
  tx: Sql,
  split: Split,
  { name, contentHash, questionCount, chunks }: NewEnvironment,
): Promise<void> {
  const taken: number[] = [];
  let questions = 0;
  let chunk = 0;
  for await (const part of chunks) {
    for (const index of await claimQuestions(tx, split, contentHash, part.questions)) {
      taken.push(questions + index);
    }
    // Once a question is taken nothing will stay: the rest is read to name all that are.
    if (taken.length === 0) await insertChunk(tx, split, { contentHash, chunk }, part);
    questions += part.questions.length;
    chunk += 1;
  }
  if (taken.length > 0) throw questionsTaken(name, split, taken, questions);
  if (questions !== questionCount) {
    throw new RangeError(`Environment ${name} has ${questionCount} questions, not ${questions}.`);
  }
}

/** @returns indices of the questions that the other split holds; if there are any, none was claimed. */
async function claimQuestions(
  tx: Sql,
  split: Split,
  contentHash: string,
  questions: readonly string[],
): Promise<readonly number[]> {
  const claim =
    split === "search" ? "claim_search_questions($1, $2)" : "claim_questions('held-out', $1, $2)";
  const [claimed] = await tx.rows(
    z.object({ taken: z.array(z.int()) }),
    `SELECT ${claim} AS taken`,
    [contentHash, questions],
  );
  return claimed?.taken ?? [];
}

function questionsTaken(
  name: string,
  split: Split,
  taken: readonly number[],
  questionCount: number,
): DomainError {
  const other = split === "search" ? "held-out" : "search";
  return new DomainError(
    "CONFLICT",
    `Cannot import ${name} into the ${split} split: a question is searched on or judged on, never both, and the ${other} split already holds question ${taken.slice(0, 10).join(", ")}${taken.length > 10 ? " …" : ""} (${taken.length} of ${questionCount}, counted from 0). Leave them out, or import the file into the ${other} split.`,
  );
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

/** What has to be known of an environment to read it by ranges of questions. */
export interface StoredEnvironment {
  readonly contentHash: string;
  readonly questionSet: string;
  readonly branchCount: number;
  readonly probeCount: number;
  /** Number of questions of each chunk. */
  readonly questionCounts: readonly number[];
}

/** How an environment is stored. @throws UNKNOWN_ENVIRONMENT */
export async function readStoredEnvironment(
  sql: Sql,
  split: Split,
  contentHash: string,
): Promise<StoredEnvironment> {
  const row = z.object({
    contentHash: z.string(),
    questionSet: z.string(),
    branchCount: z.int(),
    probeCount: z.int(),
    questionCounts: z.array(z.int()),
  });
  const schema = schemaOf(split);
  const [found] = await sql.rows(
    row,
    `SELECT content_hash, question_set, branch_count, probe_count,
            (SELECT array_agg(question_count ORDER BY chunk) FROM ${schema}.environment_chunks
              WHERE environment_hash = content_hash) AS question_counts
       FROM ${schema}.environments WHERE content_hash = $1`,
    [contentHash],
  );
  if (found === undefined) throw unknownContent(contentHash);
  return found;
}

/** The name of an environment's questions, which models that answered the same ones share. @throws UNKNOWN_ENVIRONMENT */
export async function readQuestionSet(
  sql: Sql,
  split: Split,
  contentHash: string,
): Promise<string> {
  const [found] = await sql.rows(
    z.object({ questionSet: z.string() }),
    `SELECT question_set FROM ${schemaOf(split)}.environments WHERE content_hash = $1`,
    [contentHash],
  );
  if (found === undefined) throw unknownContent(contentHash);
  return found.questionSet;
}

function unknownContent(contentHash: string): DomainError {
  return new DomainError(
    "UNKNOWN_ENVIRONMENT",
    `Cannot read environment ${contentHash}: none with this content is stored.`,
  );
}
