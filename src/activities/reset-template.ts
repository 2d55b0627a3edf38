import { putController } from "../store/controllers.ts";
import { appendEvent } from "../store/events.ts";
import { insertRound } from "../store/rounds.ts";
import { type Store, transaction } from "../store/store.ts";
import { shippedController } from "./shipped-controllers.ts";

/**
 * Opens a round on a clean table: its author starts from the template again, not from what the last round
 * left behind.
 */
export async function resetTemplate(
  { store }: { readonly store: Store },
  { runId, round }: { readonly runId: string; readonly round: number },
): Promise<void> {
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
}
