import type { Stage } from "../domain/states.ts";
import { advanceCandidate } from "../store/candidates.ts";
import { appendEvent } from "../store/events.ts";
import { advanceRound } from "../store/rounds.ts";
import { type Store, transaction } from "../store/store.ts";

/** Which candidate of which round. */
export interface CandidateInput {
  readonly runId: string;
  readonly round: number;
  readonly index: number;
}

/**
 * Says that a round has come to a stage, on its row, its candidates' and in the events.
 *
 * @param attempt how often the round has been here before; each time is told once.
 */
export async function enterStage(
  store: Store,
  { runId, round }: { readonly runId: string; readonly round: number },
  stage: Stage,
  { attempt = 0, index }: { readonly attempt?: number; readonly index?: number } = {},
): Promise<void> {
  await transaction(store, async (tx) => {
    await advanceRound(tx, runId, round, stage);
    if (index !== undefined) await advanceCandidate(tx, { runId, round, index }, stage);
    await appendEvent(tx, {
      runId,
      type: "stage.entered",
      round,
      stage,
      payload: { attempt },
      dedupeKey: `stage/${round}/${stage}/${attempt}`,
    });
  });
}
