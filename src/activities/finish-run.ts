import type { RunState } from "../domain/states.ts";
import { appendEvent } from "../store/events.ts";
import { updateRunState } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";

/** Input of `finishRun`. */
export interface FinishRunInput {
  readonly runId: string;
  /** Run id of the workflow execution that ended, for the event's key. */
  readonly execution: string;
  readonly state: Extract<RunState, "completed" | "failed" | "cancelled">;
  readonly reason: string;
}

/** Ends a run. */
export async function finishRun(
  { store }: { readonly store: Store },
  { runId, execution, state, reason }: FinishRunInput,
): Promise<void> {
  await transaction(store, async (tx) => {
    await updateRunState(tx, runId, { state, reason });
    await appendEvent(tx, {
      runId,
      type: `run.${state}`,
      round: null,
      stage: null,
      payload: { reason },
      dedupeKey: `ended/${execution}`,
    });
  });
}
