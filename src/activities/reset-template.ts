import { listCandidates } from "../store/candidates.ts";
import { putController } from "../store/controllers.ts";
import { appendEvent } from "../store/events.ts";
import { insertRound } from "../store/rounds.ts";
import { type Store, transaction } from "../store/store.ts";
import { readReviews, revisionAsks } from "./candidate-journal.ts";
import { shippedController } from "./shipped-controllers.ts";

/** Where a round starts from. */
export interface OpenedRound {
  /** Revisions that were asked for already: by an execution that ended in the middle of the round. */
  readonly revisionsAsked: number;
}

/**
 * Opens a round on a clean table: its author starts from the template again, not from what the last round
 * left behind.
 */
export async function resetTemplate(
  { store }: { readonly store: Store },
  { runId, round }: { readonly runId: string; readonly round: number },
): Promise<OpenedRound> {
  const source = shippedController("template");
  await transaction(store, async (tx) => {
    const idea = "The controller that every round starts from.";
    const hash = await putController(tx, { source, name: "template", idea, origin: "shipped" });
    await insertRound(tx, runId, round);
    await appendEvent(tx, {
      runId,
      type: "round.started",
      round,
      stage: "resetTemplate",
      payload: { template: hash },
      dedupeKey: `round/${round}`,
    });
  });
  const candidates = await listCandidates(store, runId, round);
  const asks = candidates.flatMap(({ critiques }) => revisionAsks(readReviews(critiques)));
  return { revisionsAsked: asks.length };
}
