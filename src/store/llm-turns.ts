import * as z from "zod";

import { DomainError } from "../domain/errors.ts";
import { type JsonObject, jsonObjectSchema } from "../schemas/wire-types.ts";
import { type Sql, type Store, type Transaction, transaction } from "./store.ts";

/** A model turn about to be sent. Conversation and turn outlive a workflow run: they are its identity. */
export interface TurnRequest {
  readonly runId: string;
  readonly conversationId: string;
  readonly turn: number;
  /** Over the exact request body. */
  readonly requestSha256: string;
  readonly model: string;
  /** The most this turn can cost. */
  readonly worstCaseMicroUsd: number;
  /** Workflow, activity and attempt, for people. */
  readonly owner: string;
}

/** What a turn that was paid returned; the response is as the provider wrote it. */
export interface TurnResult {
  readonly response: JsonObject;
  readonly usage: JsonObject;
  readonly stopReason: string | null;
  readonly providerRequestId: string | null;
  readonly costMicroUsd: number;
}

export type Reservation =
  | { readonly kind: "stored"; readonly result: TurnResult }
  | { readonly kind: "reserved"; readonly attemptId: number };

const resultSchema = z.object({
  response: jsonObjectSchema,
  usage: jsonObjectSchema,
  stopReason: z.string().nullable(),
  providerRequestId: z.string().nullable(),
  costMicroUsd: z.int(),
});

/**
 * Asks to send a turn. A turn that was paid is returned and not sent again. Otherwise its worst case is
 * set aside first: what was spent, every attempt whose cost is not known, and this one must fit the
 * run's budget. An attempt left open by a crash is given up here, and keeps counting at what was set
 * aside for it, because the provider may have charged for it.
 *
 * @throws JOURNAL_CONFLICT when the turn was paid with another request; BUDGET_EXHAUSTED; UNKNOWN_RUN.
 */
export async function reserveTurn(store: Store, request: TurnRequest): Promise<Reservation> {
  return transaction(store, async (tx) => {
    // The run's row is the lock: reservations of one run are made one after the other.
    const budget = await lockBudget(tx, request.runId);
    const stored = await readPaidTurn(tx, request);
    if (stored !== undefined) return { kind: "stored", result: stored };
    await tx.execute(
      `UPDATE llm_turns SET state = 'abandoned', finished_at = now()
        WHERE conversation_id = $1 AND turn = $2 AND state = 'reserved'`,
      [request.conversationId, request.turn],
    );
    refuseOverBudget(request, budget);
    const [reserved] = await tx.rows(
      z.object({ id: z.int() }),
      `INSERT INTO llm_turns (run_id, conversation_id, turn, attempt, request_sha256, model,
         reserved_micro_usd, owner)
       SELECT $1, $2, $3, coalesce(max(attempt), 0) + 1, $4, $5, $6, $7
         FROM llm_turns WHERE conversation_id = $2 AND turn = $3
       RETURNING id`,
      [
        request.runId,
        request.conversationId,
        request.turn,
        request.requestSha256,
        request.model,
        request.worstCaseMicroUsd,
        request.owner,
      ],
    );
    if (reserved === undefined) throw new Error("The reservation was not inserted");
    return { kind: "reserved", attemptId: reserved.id };
  });
}

/**
 * Records what an attempt returned and cost. If another attempt of the turn was recorded before, that
 * one's result stays and is returned; the cost of this one is spent all the same.
 */
export async function completeTurn(
  store: Store,
  attemptId: number,
  result: TurnResult,
): Promise<TurnResult> {
  return transaction(store, async (tx) => {
    const attempt = await lockAttempt(tx, attemptId);
    const [earlier] = await tx.rows(
      resultSchema,
      `${SELECT_PAID} WHERE conversation_id = $1 AND turn = $2 AND state = 'completed'`,
      [attempt.conversationId, attempt.turn],
    );
    if (attempt.costMicroUsd !== null) return earlier ?? result;
    await tx.execute(
      `UPDATE llm_turns SET state = $2, cost_micro_usd = $3, usage = $4, stop_reason = $5,
         response = $6, provider_request_id = $7, finished_at = now()
       WHERE id = $1`,
      [
        attemptId,
        earlier === undefined ? "completed" : "abandoned",
        result.costMicroUsd,
        JSON.stringify(result.usage),
        result.stopReason,
        JSON.stringify(result.response),
        result.providerRequestId,
      ],
    );
    await spend(tx, attempt.runId, result.costMicroUsd);
    return earlier ?? result;
  });
}

/**
 * Records that an attempt returned nothing usable. With its cost (0 when it was refused) the
 * reservation is settled; with `null` it is not known, and what was set aside keeps counting.
 */
export async function failTurn(
  store: Store,
  attemptId: number,
  failure: { readonly reason: string; readonly costMicroUsd: number | null },
): Promise<void> {
  await transaction(store, async (tx) => {
    const attempt = await lockAttempt(tx, attemptId);
    if (attempt.costMicroUsd !== null) return;
    await tx.execute(
      `UPDATE llm_turns SET state = $2, cost_micro_usd = $3, failure = $4, finished_at = now() WHERE id = $1`,
      [
        attemptId,
        failure.costMicroUsd === null ? "abandoned" : "failed",
        failure.costMicroUsd,
        failure.reason,
      ],
    );
    await spend(tx, attempt.runId, failure.costMicroUsd ?? 0);
  });
}

const SELECT_PAID = `SELECT response, usage, stop_reason, provider_request_id, cost_micro_usd,
  request_sha256 FROM llm_turns`;

async function readPaidTurn(tx: Sql, request: TurnRequest): Promise<TurnResult | undefined> {
  const [paid] = await tx.rows(
    resultSchema.extend({ requestSha256: z.string() }),
    `${SELECT_PAID} WHERE conversation_id = $1 AND turn = $2 AND state = 'completed'`,
    [request.conversationId, request.turn],
  );
  if (paid === undefined) return undefined;
  const { requestSha256, ...result } = paid;
  if (requestSha256 === request.requestSha256) return result;
  throw new DomainError(
    "JOURNAL_CONFLICT",
    `Cannot take turn ${request.turn} of ${request.conversationId}: it was paid with another request (${requestSha256.slice(0, 12)}…, now ${request.requestSha256.slice(0, 12)}…). The same history must build the same request.`,
  );
}

const budgetSchema = z.object({
  budgetMicroUsd: z.int(),
  spentMicroUsd: z.int(),
  unsettledMicroUsd: z.int(),
});
type Budget = z.output<typeof budgetSchema>;

async function lockBudget(tx: Transaction, runId: string): Promise<Budget> {
  await tx.execute("SELECT FROM runs WHERE id = $1 FOR UPDATE", [runId]);
  const [budget] = await tx.rows(
    budgetSchema,
    `SELECT budget_micro_usd, spend_micro_usd AS spent_micro_usd,
            (SELECT coalesce(sum(reserved_micro_usd), 0)::bigint FROM llm_turns
              WHERE run_id = runs.id AND cost_micro_usd IS NULL) AS unsettled_micro_usd
       FROM runs WHERE id = $1`,
    [runId],
  );
  if (budget !== undefined) return budget;
  throw new DomainError("UNKNOWN_RUN", `Cannot spend for run ${runId}: no run has this id.`);
}

function refuseOverBudget(request: TurnRequest, budget: Budget): void {
  const { budgetMicroUsd, spentMicroUsd, unsettledMicroUsd } = budget;
  const needed = spentMicroUsd + unsettledMicroUsd + request.worstCaseMicroUsd;
  if (needed <= budgetMicroUsd) return;
  throw new DomainError(
    "BUDGET_EXHAUSTED",
    `Cannot take turn ${request.turn} of ${request.conversationId}: it may cost ${usd(request.worstCaseMicroUsd)}, and of the run's ${usd(budgetMicroUsd)} there are ${usd(spentMicroUsd)} spent and ${usd(unsettledMicroUsd)} set aside for turns of unknown cost. Give the run a larger budgetUsd, or a smaller outputTokensMax.`,
  );
}

function usd(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(4)}`;
}

/** Locks the run first and the attempt second, in the order of `reserveTurn`. */
async function lockAttempt(tx: Transaction, attemptId: number) {
  await tx.execute(
    "SELECT FROM runs WHERE id = (SELECT run_id FROM llm_turns WHERE id = $1) FOR UPDATE",
    [attemptId],
  );
  const [attempt] = await tx.rows(
    z.object({
      runId: z.string(),
      conversationId: z.string(),
      turn: z.int(),
      costMicroUsd: z.int().nullable(),
    }),
    "SELECT run_id, conversation_id, turn, cost_micro_usd FROM llm_turns WHERE id = $1",
    [attemptId],
  );
  if (attempt === undefined) throw new RangeError(`No turn was reserved as attempt ${attemptId}`);
  return attempt;
}

async function spend(tx: Sql, runId: string, microUsd: number): Promise<void> {
  await tx.execute(
    "UPDATE runs SET spend_micro_usd = spend_micro_usd + $2, updated_at = now() WHERE id = $1",
    [runId, microUsd],
  );
}
