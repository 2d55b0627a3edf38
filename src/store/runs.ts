import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import type { RunSpec } from "../domain/run-spec.ts";
import { canTransition } from "../domain/run-transitions.ts";
import { RUN_STATES, type RunState, isTerminal } from "../domain/states.ts";
import type { EnvironmentRef } from "../schemas/environment.ts";
import {
  type CandidateRef,
  type Run,
  type RunPage,
  type Selection,
  runSchema,
  runSummarySchema,
} from "../schemas/run.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { type IdempotencyKey, refuseOtherRequest } from "./idempotency-key.ts";
import type { Sql, Transaction } from "./store.ts";

const SUMMARY_COLUMNS = `id, state, reason, current_round, current_stage,
  CASE WHEN best_round IS NOT NULL THEN jsonb_build_object('round', best_round, 'index', best_index) END AS best,
  spend_micro_usd::float8 / 1000000 AS spent_usd, created_at, updated_at, started_at, finished_at`;
const COLUMNS = `${SUMMARY_COLUMNS}, spec, environments, selection`;

const MICRO_USD = 1_000_000;

export interface NewRun {
  readonly id: string;
  readonly spec: RunSpec;
  /** The spec's environments with the content they stand for from now on. */
  readonly environments: readonly EnvironmentRef[];
  readonly idempotency: IdempotencyKey | null;
}

/**
 * Accepts a run as `queued`. A repeated request (same key, same content) gets the run it made first.
 *
 * @throws IDEMPOTENCY_CONFLICT when the key came with another request; CONFLICT when the id is taken.
 */
export async function insertRun(
  tx: Transaction,
  run: NewRun,
): Promise<{ run: Run; created: boolean }> {
  const [inserted] = await tx.rows(
    runSchema,
    `INSERT INTO runs (id, spec, environments, budget_micro_usd, idempotency_key, request_sha256)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (idempotency_key) DO NOTHING RETURNING ${COLUMNS}`,
    [
      run.id,
      JSON.stringify(run.spec),
      JSON.stringify(run.environments),
      Math.round((run.spec.budgetUsd ?? 0) * MICRO_USD),
      run.idempotency?.key ?? null,
      run.idempotency?.requestSha256 ?? null,
    ],
  );
  if (inserted !== undefined) return { run: inserted, created: true };
  const [earlier] = await tx.rows(
    z.object({ id: z.string(), requestSha256: z.string() }),
    "SELECT id, request_sha256 FROM runs WHERE idempotency_key = $1",
    [run.idempotency?.key],
  );
  if (earlier === undefined) throw new Error(`Run ${run.id} was neither inserted nor found`);
  refuseOtherRequest(run.idempotency, earlier.requestSha256);
  return { run: await readRun(tx, earlier.id), created: false };
}

/** @throws UNKNOWN_RUN */
export async function readRun(sql: Sql, id: string): Promise<Run> {
  const [run] = await sql.rows(runSchema, `SELECT ${COLUMNS} FROM runs WHERE id = $1`, [id]);
  if (run !== undefined) return run;
  throw new DomainError(
    "UNKNOWN_RUN",
    `Cannot find run ${id}: no run has this id. List the runs to see those there are.`,
  );
}

/**
 * One page of runs, newest first; `cursor` is the earlier page's `nextCursor`.
 *
 * @throws INVALID_INPUT when the cursor is none of ours.
 */
export async function listRuns(
  sql: Sql,
  page: { readonly limit: number; readonly cursor: string | null },
): Promise<RunPage> {
  const after = page.cursor === null ? null : decodeCursor(page.cursor);
  const found = await sql.rows(
    runSummarySchema,
    `SELECT ${SUMMARY_COLUMNS} FROM runs
      WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1, $2)
      ORDER BY created_at DESC, id DESC LIMIT $3`,
    [after?.createdAt ?? null, after?.id ?? null, page.limit + 1],
  );
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const nextCursor = found.length > items.length && last !== undefined ? encodeCursor(last) : null;
  return { items, nextCursor };
}

/** Runs that wait for their workflow to take them up, oldest first. */
export async function listQueuedRuns(sql: Sql, limit: number): Promise<Run[]> {
  return sql.rows(
    runSchema,
    `SELECT ${COLUMNS} FROM runs WHERE state = 'queued' ORDER BY created_at, id LIMIT $1`,
    [limit],
  );
}

/**
 * Moves a run to another state and returns whether it moved: being there already changes nothing, so
 * that a repeated step is harmless. Leaving the queue sets the start, ending sets the end.
 *
 * @throws UNKNOWN_RUN; RUN_STATE_CONFLICT when the run's state does not lead there.
 */
export async function updateRunState(
  tx: Transaction,
  id: string,
  change: { readonly state: RunState; readonly reason: string | null },
): Promise<boolean> {
  const [current] = await tx.rows(
    z.object({ state: z.enum(RUN_STATES) }),
    "SELECT state FROM runs WHERE id = $1 FOR UPDATE",
    [id],
  );
  const from = current?.state ?? (await readRun(tx, id)).state;
  if (from === change.state) return false;
  if (!canTransition(from, change.state)) {
    throw new DomainError(
      "RUN_STATE_CONFLICT",
      `Cannot make run ${id} ${change.state}: it is ${from}, and a ${from} run does not become ${change.state}.`,
    );
  }
  await tx.execute(
    `UPDATE runs SET state = $2, reason = $3, updated_at = now(),
       started_at = CASE WHEN $2 = 'running' THEN coalesce(started_at, now()) ELSE started_at END,
       finished_at = CASE WHEN $4 THEN now() END
     WHERE id = $1`,
    [id, change.state, change.reason, isTerminal(change.state)],
  );
  return true;
}

/** Records the best candidate so far. */
export async function updateRunBest(
  sql: Sql,
  id: string,
  best: CandidateRef | null,
): Promise<void> {
  await sql.execute(
    "UPDATE runs SET best_round = $2, best_index = $3, updated_at = now() WHERE id = $1",
    [id, best?.round ?? null, best?.index ?? null],
  );
}

/** Records how the winner was chosen, and the winner as the best candidate. */
export async function updateRunSelection(
  sql: Sql,
  id: string,
  selection: Selection,
): Promise<void> {
  await sql.execute(
    `UPDATE runs SET selection = $2, best_round = $3, best_index = $4, updated_at = now() WHERE id = $1`,
    [id, JSON.stringify(selection), selection.winner.round, selection.winner.index],
  );
}
