import { createHash } from "node:crypto";
import type { StepContext } from "../proposer.ts";
import type { Billed, MessagesClient } from "./messages-client.ts";
import { readModelResponse, type ModelRequest, type ModelResponse } from "./model-turn.ts";
import { costMicroUsd, priceOf, worstCaseMicroUsd, type ModelPrice } from "./pricing.ts";
import type { TurnJournal } from "./turn-journal.ts";

/** One turn of a conversation. */
export interface Turn {
  readonly runId: string;
  readonly conversationId: string;
  /** Position in the conversation, from 0. */
  readonly turn: number;
  readonly request: ModelRequest;
}

/**
 * Takes one turn: from the journal when it was paid for, else by one call that is never repeated here.
 * The answer is journaled before anybody sees it. Should the process die between the provider's
 * answer and that row, the turn is paid again: at most one turn, and never more than was set aside.
 *
 * @throws DomainError of the journal (JOURNAL_CONFLICT, BUDGET_EXHAUSTED) or the provider
 * (PROVIDER_UNAVAILABLE with `retryAfterMs` where it said so, PROVIDER_REFUSED).
 */
export async function takeTurn(
  client: MessagesClient,
  journal: TurnJournal,
  { runId, conversationId, turn, request }: Turn,
  context: StepContext,
): Promise<ModelResponse> {
  const price = priceOf(request.model);
  const body = JSON.stringify(request);
  const reservation = await journal.reserve({
    runId,
    conversationId,
    turn,
    requestSha256: createHash("sha256").update(body).digest("hex"),
    model: request.model,
    worstCaseMicroUsd: worstCaseMicroUsd(price, Buffer.byteLength(body), request.max_tokens),
    owner: context.owner,
  });
  if (reservation.kind === "stored") return readModelResponse(reservation.response);

  const { attemptId } = reservation;
  const outcome = await client.send(request, context);
  if (outcome.kind === "failed") {
    const reason = outcome.error instanceof Error ? outcome.error.message : "cancelled";
    await journal.fail({ attemptId, reason, costMicroUsd: costOf(outcome.billed, price) });
    throw outcome.error;
  }
  const { response, providerRequestId } = outcome;
  const standing = await journal.complete({
    attemptId,
    response: readModelResponse(response),
    usage: response.usage,
    costMicroUsd: costMicroUsd(price, response.usage),
    stopReason: response.stopReason,
    providerRequestId,
  });
  return readModelResponse(standing);
}

function costOf(billed: Billed, price: ModelPrice): number | null {
  if (billed === "nothing") return 0;
  return billed === "unknown" ? null : costMicroUsd(price, billed);
}
