import type { SweptController } from "../domain/sweep.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import { DomainError } from "../domain/errors.ts";
import { diagnosticText } from "../domain/diagnostic.ts";
import { readController } from "../store/controllers.ts";
import { findEnvironments } from "../store/environments.ts";
import { readHeldOutEvaluation, startHeldOutEvaluation } from "../store/held-out-evaluations.ts";
import { recordLook } from "../store/look-log.ts";
import type { ReplayDeps } from "./replay-deps.ts";

/** What a look is about to play. */
export interface OpenedLook {
  /** The how-manieth look at these environments. */
  readonly look: number;
  readonly controllers: readonly SweptController[];
  /** For people. */
  readonly summary: string;
}

/**
 * Begins an evaluation on held-out data: both controllers pass the gate, and the look is in the log before
 * a single held-out row is read.
 *
 * @throws DomainError INVALID_CONTROLLER, UNKNOWN_ENVIRONMENT.
 */
export async function openLook(
  { store, sandbox }: Pick<ReplayDeps, "store" | "sandbox">,
  { evaluationId }: { readonly evaluationId: string },
): Promise<OpenedLook> {
  const { spec, requestedBy } = await readHeldOutEvaluation(store, evaluationId);
  const controllers: SweptController[] = [];
  for (const { hash, name } of [spec.controller, spec.baseline]) {
    const { source } = await readController(store, hash);
    const inspected = await inspectController(sandbox, source);
    if (!inspected.ok) {
      const said = inspected.diagnostics.map(diagnosticText).join("; ");
      const what = `Cannot evaluate ${name ?? hash}: it does not pass the compile gate: ${said}`;
      throw new DomainError("INVALID_CONTROLLER", what);
    }
    const { facts } = inspected;
    controllers.push({ hash, name: name ?? facts.name, hasKnobs: facts.betas.length > 0 });
  }
  // Names and sizes alone: no question, answer or gold is among them.
  const environments = await findEnvironments(store, "held-out", spec.environments);
  const look = await recordLook(store, {
    evaluationId,
    requestedBy,
    controllerHashes: controllers.map(({ hash }) => hash),
    environmentHashes: environments.map(({ contentHash }) => contentHash),
  });
  await startHeldOutEvaluation(store, evaluationId, look);
  const names = controllers.map(({ name }) => name).join(" beside ");
  return { look, controllers, summary: `${names} on ${spec.environments.join(", ")}` };
}
