import * as z from "zod";

import type { CellFigures, CellIdentity, Range } from "../domain/cell.ts";
import type { Split } from "../domain/split.ts";
import { type CellResource, cellFiguresSchema, cellResourceSchema } from "../schemas/cell.ts";
import { schemaOf } from "./schema-of.ts";
import type { Sql } from "./store.ts";

/** A part of a cell, and how its episodes went; `columns` are opaque bytes here. */
export interface CellShard {
  readonly cellKey: string;
  readonly questions: Range;
  readonly permutations: Range;
  readonly columns: Uint8Array;
}

/** Which part of which cell is stored. */
export type FinishedShard = Omit<CellShard, "columns">;

const FIGURES = [
  ["episodes", "episodes"],
  ["accuracy", "accuracy"],
  ["tokens", "tokens"],
  ["tokensP50", "tokens_p50"],
  ["tokensP95", "tokens_p95"],
  ["criticalPathTokens", "critical_path_tokens"],
  ["criticalPathTokensP50", "critical_path_tokens_p50"],
  ["criticalPathTokensP95", "critical_path_tokens_p95"],
  ["longestBranchTokens", "longest_branch_tokens"],
  ["probes", "probes"],
  ["branchesOpened", "branches_opened"],
  ["branchesPruned", "branches_pruned"],
] as const satisfies readonly (readonly [Exclude<keyof CellFigures, "accuracyInterval">, string])[];

const FIGURE_COLUMNS = FIGURES.map(([, column]) => column).join(", ");
const COLUMNS = `key, controller_hash, replay_version, environment_hash, beta,
  jsonb_build_array(permutation_from, permutation_to) AS permutations, answers, normalisation_version,
  jsonb_build_object('branchesMax', branches_max, 'probeCostIntervals', probe_cost_intervals,
    'episodeBudgetIntervals', episode_budget_intervals) AS rules, ${FIGURE_COLUMNS},
  CASE WHEN accuracy_low IS NOT NULL THEN jsonb_build_array(accuracy_low, accuracy_high) END
    AS accuracy_interval`;

const rangeSchema = z.tuple([z.int(), z.int()]);
const figureRow = z.object({
  ...cellResourceSchema.omit({ figures: true }).shape,
  ...cellFiguresSchema.shape,
});

/** The cells of these keys that exist, in no particular order. */
export async function readCells(
  sql: Sql,
  split: Split,
  keys: readonly string[],
): Promise<CellResource[]> {
  const rows = await sql.rows(
    figureRow,
    `SELECT ${COLUMNS} FROM ${schemaOf(split)}.cells WHERE key = ANY($1)`,
    [keys],
  );
  return rows.map(toResource);
}

/** What a sweep's cells have in common; each environment × β of it is one cell of a controller. */
export interface SweptCells extends Pick<CellIdentity, "permutations" | "answers" | "rules"> {
  readonly environmentHashes: readonly string[];
  /** A controller without knobs has a cell without β instead. */
  readonly betas: readonly number[];
}

/**
 * The cells of these controllers in one sweep, by controller, environment and β. Where several replay
 * or normalisation versions computed the same cell, it is the newest's.
 */
export async function listSweptCells(
  sql: Sql,
  split: Split,
  controllerHashes: readonly string[],
  { permutations, answers, rules, environmentHashes, betas }: SweptCells,
): Promise<CellResource[]> {
  const rows = await sql.rows(
    figureRow,
    `SELECT DISTINCT ON (controller_hash, environment_hash, beta) ${COLUMNS}
       FROM ${schemaOf(split)}.cells
      WHERE controller_hash = ANY($1) AND environment_hash = ANY($2)
        AND (beta IS NULL OR beta = ANY($3))
        AND permutation_from = $4 AND permutation_to = $5 AND answers = $6 AND branches_max = $7
        AND probe_cost_intervals = $8 AND episode_budget_intervals IS NOT DISTINCT FROM $9
      ORDER BY controller_hash, environment_hash, beta NULLS FIRST, replay_version DESC,
               normalisation_version DESC`,
    [
      controllerHashes,
      environmentHashes,
      betas,
      permutations[0],
      permutations[1],
      answers,
      rules.branchesMax,
      rules.probeCostIntervals,
      rules.episodeBudgetIntervals,
    ],
  );
  return rows.map(toResource);
}

/** Stores a complete cell and returns whether it was new. */
export async function insertCell(
  sql: Sql,
  split: Split,
  key: string,
  identity: CellIdentity,
  figures: CellFigures,
): Promise<boolean> {
  const { permutations, rules } = identity;
  const values = [
    key,
    identity.controllerHash,
    identity.replayVersion,
    identity.environmentHash,
    identity.beta,
    permutations[0],
    permutations[1],
    identity.answers,
    identity.normalisationVersion,
    rules.branchesMax,
    rules.probeCostIntervals,
    rules.episodeBudgetIntervals,
    ...FIGURES.map(([figure]) => figures[figure]),
    ...(figures.accuracyInterval ?? [null, null]),
  ];
  const inserted = await sql.execute(
    `INSERT INTO ${schemaOf(split)}.cells (key, controller_hash, replay_version, environment_hash,
       beta, permutation_from, permutation_to, answers, normalisation_version, branches_max, probe_cost_intervals,
       episode_budget_intervals, ${FIGURE_COLUMNS}, accuracy_low, accuracy_high)
     VALUES (${values.map((_, place) => `$${place + 1}`).join(", ")}) ON CONFLICT (key) DO NOTHING`,
    values,
  );
  return inserted === 1;
}

/** The shards of these cells that are stored and need not be computed again. */
export async function finishedShards(
  sql: Sql,
  split: Split,
  cellKeys: readonly string[],
): Promise<FinishedShard[]> {
  return sql.rows(
    z.object({ cellKey: z.string(), questions: rangeSchema, permutations: rangeSchema }),
    `SELECT cell_key, jsonb_build_array(question_from, question_to) AS questions,
            jsonb_build_array(permutation_from, permutation_to) AS permutations
       FROM ${schemaOf(split)}.cell_shards WHERE cell_key = ANY($1)
      ORDER BY cell_key, question_from, permutation_from`,
    [cellKeys],
  );
}

/**
 * Stores shards in one statement and returns how many were new: a shard computed twice is kept once.
 * Tell of it with an event in the same transaction.
 */
export async function insertShards(
  sql: Sql,
  split: Split,
  shards: readonly CellShard[],
): Promise<number> {
  return sql.execute(
    `INSERT INTO ${schemaOf(split)}.cell_shards
       (cell_key, question_from, question_to, permutation_from, permutation_to, columns)
     SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::bytea[])
     ON CONFLICT (cell_key, question_from, question_to, permutation_from, permutation_to) DO NOTHING`,
    [
      shards.map(({ cellKey }) => cellKey),
      shards.map(({ questions }) => questions[0]),
      shards.map(({ questions }) => questions[1]),
      shards.map(({ permutations }) => permutations[0]),
      shards.map(({ permutations }) => permutations[1]),
      shards.map(({ columns }) => Buffer.from(columns)),
    ],
  );
}

/** All shards of a cell with their columns, by question range and then permutation range. */
export async function readCellShards(
  sql: Sql,
  split: Split,
  cellKey: string,
): Promise<CellShard[]> {
  return sql.rows(
    z.object({
      cellKey: z.string(),
      questions: rangeSchema,
      permutations: rangeSchema,
      columns: z.instanceof(Uint8Array),
    }),
    `SELECT cell_key, jsonb_build_array(question_from, question_to) AS questions,
            jsonb_build_array(permutation_from, permutation_to) AS permutations, columns
       FROM ${schemaOf(split)}.cell_shards WHERE cell_key = $1
      ORDER BY question_from, permutation_from`,
    [cellKey],
  );
}

/** The columns of one shard of a cell. @returns `undefined` where it is not stored. */
export async function readShardColumns(
  sql: Sql,
  split: Split,
  { cellKey, questions, permutations }: FinishedShard,
): Promise<Uint8Array | undefined> {
  const [row] = await sql.rows(
    z.object({ columns: z.instanceof(Uint8Array) }),
    `SELECT columns FROM ${schemaOf(split)}.cell_shards
      WHERE cell_key = $1 AND question_from = $2 AND question_to = $3
        AND permutation_from = $4 AND permutation_to = $5`,
    [cellKey, ...questions, ...permutations],
  );
  return row?.columns;
}

function toResource(row: z.output<typeof figureRow>): CellResource {
  const { key, controllerHash, replayVersion, environmentHash, beta } = row;
  const { permutations, answers, normalisationVersion, rules, ...rest } = row;
  return {
    key,
    controllerHash,
    replayVersion,
    environmentHash,
    beta,
    permutations,
    answers,
    normalisationVersion,
    rules,
    figures: cellFiguresSchema.parse(rest),
  };
}
