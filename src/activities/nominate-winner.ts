import { selectController } from "../domain/select-controller.ts";
import { listCandidates } from "../store/candidates.ts";
import type { Store } from "../store/store.ts";
import { scoredOf } from "./scored-of.ts";

/** The controller that the run's rule would choose now; `null` when nothing is scored. */
export async function nominateWinner(
  { store }: { readonly store: Store },
  { runId }: { readonly runId: string },
): Promise<{ readonly controllerHash: string } | null> {
  const candidates = await listCandidates(store, runId);
  const best = selectController(scoredOf(candidates))?.winner;
  const nominee = candidates.find(
    ({ round, index }) => round === best?.round && index === best.index,
  );
  return nominee === undefined ? null : { controllerHash: nominee.controllerHash };
}
