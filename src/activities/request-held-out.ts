import { DEFAULT_RULES } from "../domain/episode-rules.ts";
import { heldOutEvaluationIdOf } from "../domain/workflow-ids.ts";
import { putController, readController } from "../store/controllers.ts";
import { appendEvent } from "../store/events.ts";
import { insertHeldOutEvaluation } from "../store/held-out-evaluations.ts";
import { readRun } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import { shippedController } from "./shipped-controllers.ts";

/**
 * Asks for the evaluation of a run's winner that its spec names. A run asks once for each winner.
 *
 * @returns the evaluation's id, or `null` when the spec asks for none.
 */
export async function requestHeldOut(
  { store }: { readonly store: Store },
  { runId, controllerHash }: { readonly runId: string; readonly controllerHash: string },
): Promise<{ readonly evaluationId: string } | null> {
  const { spec } = await readRun(store, runId);
  if (spec.heldOut === null) return null;
  const { environments, baseline } = spec.heldOut;
  const source = shippedController(baseline);
  const id = heldOutEvaluationIdOf(runId, controllerHash);
  await transaction(store, async (tx) => {
    const { name } = await readController(tx, controllerHash);
    const origin = "shipped";
    const hash = await putController(tx, { source, name: baseline, idea: null, origin });
    await insertHeldOutEvaluation(tx, {
      id,
      runId,
      spec: {
        controller: { name, hash: controllerHash },
        baseline: { name: baseline, hash },
        environments: [...environments],
        betas: [...spec.betas],
        permutations: spec.permutations,
        answers: spec.answers,
        rules: { ...DEFAULT_RULES, ...spec.rules },
      },
      requestedBy: `run ${runId}`,
      idempotency: null,
    });
    await appendEvent(tx, {
      runId,
      type: "held-out.requested",
      round: null,
      stage: null,
      payload: { evaluationId: id, baseline, environments: [...environments] },
      dedupeKey: `held-out/${id}`,
    });
  });
  return { evaluationId: id };
}
