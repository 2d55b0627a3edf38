import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import type { Split } from "../domain/split.ts";
import { schemaOf } from "./schema-of.ts";
import type { Sql } from "./store.ts";

/** Consecutive questions of an environment with their golds; `tables` and `answerGroups` are opaque here. */
export interface NewChunk {
  readonly questions: readonly string[];
  /** Distinct answers per question. */
  readonly answers: readonly (readonly string[])[];
  readonly golds: readonly string[];
  readonly tables: Uint8Array;
  /** Version of the rules that decided `answerGroups`. */
  readonly normalisationVersion: number;
  /** Which answers count as one in normalised mode. */
  readonly answerGroups: Uint8Array;
}

/** Names a chunk: chunks of an environment are numbered from 0, in the order of their questions. */
export interface ChunkId {
  readonly contentHash: string;
  readonly chunk: number;
}

/** Stores the next chunk of an environment, and apart from it its golds. */
export async function insertChunk(
  sql: Sql,
  split: Split,
  { contentHash, chunk }: ChunkId,
  { questions, answers, golds, tables, normalisationVersion, answerGroups }: NewChunk,
): Promise<void> {
  const schema = schemaOf(split);
  await sql.execute(
    `INSERT INTO ${schema}.environment_chunks (environment_hash, chunk, question_count, questions,
       answers, tables, normalisation_version, answer_groups)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      contentHash,
      chunk,
      questions.length,
      JSON.stringify(questions),
      JSON.stringify(answers),
      tables,
      normalisationVersion,
      answerGroups,
    ],
  );
  await sql.execute(
    `INSERT INTO ${schema}.golds (environment_hash, chunk, answers) VALUES ($1, $2, $3)`,
    [contentHash, chunk, JSON.stringify(golds)],
  );
}

/** The encoded columns, as they were handed in. @throws UNKNOWN_ENVIRONMENT */
export async function readChunkTables(sql: Sql, split: Split, id: ChunkId): Promise<Uint8Array> {
  const row = z.object({ tables: z.instanceof(Uint8Array) });
  return (await readOne(sql, row, "tables", `${schemaOf(split)}.environment_chunks`, id)).tables;
}

/** Question texts, and the distinct answers of each question. @throws UNKNOWN_ENVIRONMENT */
export async function readChunkTexts(
  sql: Sql,
  split: Split,
  id: ChunkId,
): Promise<{ questions: string[]; answers: string[][] }> {
  const row = z.object({
    questions: z.array(z.string()),
    answers: z.array(z.array(z.string())),
  });
  return readOne(sql, row, "questions, answers", `${schemaOf(split)}.environment_chunks`, id);
}

/** The right answer of each question; `replay` and `held_out` only. @throws UNKNOWN_ENVIRONMENT */
export async function readChunkGolds(sql: Sql, split: Split, id: ChunkId): Promise<string[]> {
  const row = z.object({ answers: z.array(z.string()) });
  return (await readOne(sql, row, "answers", `${schemaOf(split)}.golds`, id)).answers;
}

/** The answer groups, unless it was other rules that decided when they were stored. @throws UNKNOWN_ENVIRONMENT */
export async function readChunkGroups(
  sql: Sql,
  split: Split,
  id: ChunkId,
  normalisationVersion: number,
): Promise<Uint8Array | null> {
  const row = z.object({
    normalisationVersion: z.int().nullable(),
    answerGroups: z.instanceof(Uint8Array).nullable(),
  });
  const columns = "normalisation_version, answer_groups";
  const table = `${schemaOf(split)}.environment_chunks`;
  const found = await readOne(sql, row, columns, table, id);
  return found.normalisationVersion === normalisationVersion ? found.answerGroups : null;
}

async function readOne<T>(
  sql: Sql,
  row: z.ZodType<T>,
  columns: string,
  table: string,
  { contentHash, chunk }: ChunkId,
): Promise<T> {
  const [found] = await sql.rows(
    row,
    `SELECT ${columns} FROM ${table} WHERE environment_hash = $1 AND chunk = $2`,
    [contentHash, chunk],
  );
  if (found !== undefined) return found;
  throw new DomainError(
    "UNKNOWN_ENVIRONMENT",
    `Cannot read chunk ${chunk} of environment ${contentHash}: it is not stored.`,
  );
}
