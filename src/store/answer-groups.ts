import * as z from "zod";

import type { Split } from "../domain/split.ts";
import { schemaOf } from "./schema-of.ts";
import type { Sql } from "./store.ts";

/** Which answers of an environment count as one; `groups` are opaque bytes here. */
export interface StoredGroups {
  /** Version of the rules that decided. */
  readonly normalisationVersion: number;
  readonly groups: Uint8Array;
}

/** Stores the answer groups of an environment that is stored; a version that is there stays. */
export async function insertAnswerGroups(
  sql: Sql,
  split: Split,
  contentHash: string,
  { normalisationVersion, groups }: StoredGroups,
): Promise<void> {
  await sql.execute(
    `INSERT INTO ${schemaOf(split)}.answer_groups (environment_hash, normalisation_version, groups)
     VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [contentHash, normalisationVersion, groups],
  );
}

/** What `insertAnswerGroups` stored; `null` where the environment was imported under other versions only. */
export async function readAnswerGroups(
  sql: Sql,
  split: Split,
  contentHash: string,
  normalisationVersion: number,
): Promise<Uint8Array | null> {
  const [found] = await sql.rows(
    z.object({ groups: z.instanceof(Uint8Array) }),
    `SELECT groups FROM ${schemaOf(split)}.answer_groups
      WHERE environment_hash = $1 AND normalisation_version = $2`,
    [contentHash, normalisationVersion],
  );
  return found?.groups ?? null;
}
