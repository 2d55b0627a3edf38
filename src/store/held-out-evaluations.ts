import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import {
  type HeldOutEvaluation,
  type HeldOutEvaluationSpec,
  type HeldOutVerdict,
  heldOutEvaluationSchema,
} from "../schemas/held-out-evaluation.ts";
import { type IdempotencyKey, refuseOtherRequest } from "./idempotency-key.ts";
import type { Sql, Transaction } from "./store.ts";

const COLUMNS = `id, run_id, state, reason, spec, verdict, look, requested_by, created_at, started_at, finished_at`;

export interface NewHeldOutEvaluation {
  readonly id: string;
  readonly runId: string | null;
  readonly spec: HeldOutEvaluationSpec;
  readonly requestedBy: string;
  readonly idempotency: IdempotencyKey | null;
}

/**
 * Accepts a request for a verdict. A repeated request gets the evaluation it made first, and so does
 * one that comes with the same id.
 *
 * @throws IDEMPOTENCY_CONFLICT when the key came with another request.
 */
export async function insertHeldOutEvaluation(
  tx: Transaction,
  evaluation: NewHeldOutEvaluation,
): Promise<{ evaluation: HeldOutEvaluation; created: boolean }> {
  const [inserted] = await tx.rows(
    heldOutEvaluationSchema,
    `INSERT INTO held_out_evaluations (id, run_id, spec, requested_by, idempotency_key, request_sha256)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [
      evaluation.id,
      evaluation.runId,
      JSON.stringify(evaluation.spec),
      evaluation.requestedBy,
      evaluation.idempotency?.key ?? null,
      evaluation.idempotency?.requestSha256 ?? null,
    ],
  );
  if (inserted !== undefined) return { evaluation: inserted, created: true };
  const [earlier] = await tx.rows(
    z.object({ id: z.string(), requestSha256: z.string().nullable() }),
    `SELECT id, request_sha256 FROM held_out_evaluations WHERE idempotency_key = $1 OR id = $2
      ORDER BY idempotency_key = $1 DESC NULLS LAST LIMIT 1`,
    [evaluation.idempotency?.key ?? null, evaluation.id],
  );
  if (earlier === undefined) throw new Error(`Evaluation ${evaluation.id} was not inserted`);
  if (earlier.requestSha256 !== null) {
    refuseOtherRequest(evaluation.idempotency, earlier.requestSha256);
  }
  return { evaluation: await readHeldOutEvaluation(tx, earlier.id), created: false };
}

/** @throws UNKNOWN_EVALUATION */
export async function readHeldOutEvaluation(sql: Sql, id: string): Promise<HeldOutEvaluation> {
  const [found] = await sql.rows(
    heldOutEvaluationSchema,
    `SELECT ${COLUMNS} FROM held_out_evaluations WHERE id = $1`,
    [id],
  );
  if (found !== undefined) return found;
  throw new DomainError(
    "UNKNOWN_EVALUATION",
    `Cannot find held-out evaluation ${id}: none has this id.`,
  );
}

/** Evaluations that a person asked for and no worker has taken up, oldest first; a run starts its own. */
export async function listQueuedHeldOutEvaluations(
  sql: Sql,
  limit: number,
): Promise<HeldOutEvaluation[]> {
  return sql.rows(
    heldOutEvaluationSchema,
    `SELECT ${COLUMNS} FROM held_out_evaluations WHERE state = 'queued' AND run_id IS NULL
      ORDER BY created_at, id LIMIT $1`,
    [limit],
  );
}

/** Marks a queued evaluation as running, as the look it is; one that has ended stays as it ended. */
export async function startHeldOutEvaluation(sql: Sql, id: string, look: number): Promise<void> {
  await sql.execute(
    `UPDATE held_out_evaluations SET state = 'running', look = $2, started_at = coalesce(started_at, now())
      WHERE id = $1 AND state IN ('queued', 'running')`,
    [id, look],
  );
}

/** Publishes the verdict and returns whether there was none: the first one stays. */
export async function completeHeldOutEvaluation(
  sql: Sql,
  id: string,
  verdict: HeldOutVerdict,
): Promise<boolean> {
  const ended = await sql.execute(
    `UPDATE held_out_evaluations SET state = 'completed', verdict = $2, finished_at = now()
      WHERE id = $1 AND state IN ('queued', 'running')`,
    [id, JSON.stringify(verdict)],
  );
  return ended === 1;
}

/** Ends an evaluation without a verdict and returns whether it was still open. */
export async function failHeldOutEvaluation(
  sql: Sql,
  id: string,
  reason: string,
): Promise<boolean> {
  const ended = await sql.execute(
    `UPDATE held_out_evaluations SET state = 'failed', reason = $2, finished_at = now()
      WHERE id = $1 AND state IN ('queued', 'running')`,
    [id, reason],
  );
  return ended === 1;
}
