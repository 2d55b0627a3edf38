import { selectController } from "../domain/select-controller.ts";
import type { CandidateState } from "../domain/states.ts";
import { listCandidates, rejectScored } from "../store/candidates.ts";
import { appendEvent } from "../store/events.ts";
import { updateRunBest } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import { scoredOf } from "./scored-of.ts";

/** Input of `rejectWinner`. */
export interface RejectWinnerInput {
  readonly runId: string;
  readonly controllerHash: string;
  readonly state: Extract<CandidateState, "crashed" | "timed-out" | "cheated">;
  /** The evidence. */
  readonly reason: string;
}

/** Takes the score of a controller that did not pass its audit, and tells of it; the next best is the best then. */
export async function rejectWinner(
  { store }: { readonly store: Store },
  { runId, controllerHash, state, reason }: RejectWinnerInput,
): Promise<void> {
  await transaction(store, async (tx) => {
    const rejected = await rejectScored(tx, runId, controllerHash, { state, reason });
    const next = selectController(scoredOf(await listCandidates(tx, runId)));
    await updateRunBest(tx, runId, next?.winner ?? null);
    for (const { round, index } of rejected) {
      await appendEvent(tx, {
        runId,
        type: "candidate.rejected",
        round,
        stage: null,
        payload: { index, state, reason },
        dedupeKey: `rejected/${round}/${index}`,
      });
    }
  });
}
