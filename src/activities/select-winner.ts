import { selectController } from "../domain/select-controller.ts";
import { listCandidates } from "../store/candidates.ts";
import { appendEvent } from "../store/events.ts";
import { readRun, updateRunSelection } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import { estimateMargin } from "./estimate-margin.ts";
import { scoredOf } from "./scored-of.ts";

/**
 * Chooses the run's winner by the rule of its spec and records it, with the runner-up and the margin.
 *
 * @returns the winner's controller, or `null` when nothing was scored.
 */
export async function selectWinner(
  { store }: { readonly store: Store },
  { runId }: { readonly runId: string },
): Promise<{ readonly controllerHash: string } | null> {
  const { spec } = await readRun(store, runId);
  const candidates = await listCandidates(store, runId);
  const selection = selectController(scoredOf(candidates));
  if (selection === null) return null;
  const at = ({ round, index }: { readonly round: number; readonly index: number }) =>
    candidates.find((each) => each.round === round && each.index === index)!;
  const { winner, runnerUp, margin } = selection;
  const marginInterval =
    runnerUp === null ? null : await estimateMargin(store, runId, at(winner), at(runnerUp));
  const recorded = {
    rule: spec.selection,
    winner: { round: winner.round, index: winner.index },
    runnerUp: runnerUp && { round: runnerUp.round, index: runnerUp.index },
    margin,
    marginInterval,
  };
  await transaction(store, async (tx) => {
    await updateRunSelection(tx, runId, recorded);
    await appendEvent(tx, {
      runId,
      type: "run.selected",
      round: null,
      stage: null,
      payload: recorded,
      dedupeKey: `selected/${winner.round}/${winner.index}/${candidates.length}`,
    });
  });
  return { controllerHash: at(winner).controllerHash };
}
