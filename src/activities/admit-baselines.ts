import { DomainError } from "../domain/errors.ts";
import { diagnosticText } from "../domain/diagnostic.ts";
import type { SweptController } from "../domain/sweep.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import { putController } from "../store/controllers.ts";
import { readRun } from "../store/runs.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { SCALE_CONTROLLER, shippedController } from "./shipped-controllers.ts";

/**
 * Stores the controllers that a run is shown beside, and the one that sets its scale (SC@64: the T of
 * every hypervolume).
 *
 * @throws DomainError UNKNOWN_CONTROLLER.
 */
export async function admitBaselines(
  { store, sandbox }: Pick<ReplayDeps, "store" | "sandbox">,
  { runId }: { readonly runId: string },
): Promise<SweptController[]> {
  const { spec } = await readRun(store, runId);
  const admitted: SweptController[] = [];
  for (const name of new Set([SCALE_CONTROLLER, ...spec.baselines])) {
    const source = shippedController(name);
    const inspected = await inspectController(sandbox, source);
    if (!inspected.ok) {
      const said = inspected.diagnostics.map(diagnosticText).join("; ");
      throw new DomainError("INVALID_CONTROLLER", `The baseline ${name} does not pass: ${said}`);
    }
    const { idea, betas } = inspected.facts;
    const hash = await putController(store, { source, name, idea, origin: "shipped" });
    admitted.push({ hash, name, hasKnobs: betas.length > 0 });
  }
  return admitted;
}
