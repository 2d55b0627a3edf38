import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import { type JsonObject, jsonObjectSchema } from "../schemas/wire-types.ts";
import type { Sql } from "./store.ts";

const requestSchema = z.object({
  requestId: z.string(),
  kind: z.string(),
  payload: jsonObjectSchema,
  state: z.enum(["open", "answered"]),
  /** `null` while open. */
  result: jsonObjectSchema.nullable(),
});

/** Something a proposer asked in a round, and what it was told. */
export type ProposerRequest = z.output<typeof requestSchema>;

export interface RequestKey {
  readonly runId: string;
  readonly round: number;
  readonly requestId: string;
}

/**
 * Stores what a proposer asks. Asking the same again is harmless.
 *
 * @throws JOURNAL_CONFLICT when the id stands for another request.
 */
export async function putProposerRequest(
  sql: Sql,
  { runId, round, requestId }: RequestKey,
  request: { readonly kind: string; readonly payload: JsonObject },
): Promise<void> {
  const payload = JSON.stringify(request.payload);
  await sql.execute(
    `INSERT INTO proposer_requests (run_id, round, request_id, kind, payload)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (run_id, round, request_id) DO NOTHING`,
    [runId, round, requestId, request.kind, payload],
  );
  const [stored] = await sql.rows(
    z.object({ same: z.boolean() }),
    `SELECT kind = $4 AND payload::text = $5 AS same FROM proposer_requests
      WHERE run_id = $1 AND round = $2 AND request_id = $3`,
    [runId, round, requestId, request.kind, payload],
  );
  if (stored?.same === true) return;
  throw new DomainError(
    "JOURNAL_CONFLICT",
    `Cannot ask request ${requestId} in round ${round} of run ${runId}: another request has this id. A proposer asks the same when it is given the same history.`,
  );
}

/** Stores an answer and returns whether it was the first: the first one stays. */
export async function answerProposerRequest(
  sql: Sql,
  { runId, round, requestId }: RequestKey,
  result: JsonObject,
): Promise<boolean> {
  const answered = await sql.execute(
    `UPDATE proposer_requests SET state = 'answered', result = $4, answered_at = now()
      WHERE run_id = $1 AND round = $2 AND request_id = $3 AND state = 'open'`,
    [runId, round, requestId, JSON.stringify(result)],
  );
  return answered === 1;
}

/** Everything asked in a round, in the order it was asked. */
export async function listProposerRequests(
  sql: Sql,
  runId: string,
  round: number,
): Promise<ProposerRequest[]> {
  return sql.rows(
    requestSchema,
    `SELECT request_id, kind, payload, state, result FROM proposer_requests
      WHERE run_id = $1 AND round = $2 ORDER BY created_at, request_id`,
    [runId, round],
  );
}
