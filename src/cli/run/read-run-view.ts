import type { ApiClient } from "../../api/client.ts";
import { DomainError } from "../../domain/errors.ts";
import { heldOutEvaluationIdOf } from "../../domain/workflow-ids.ts";
import type { HeldOutEvaluation } from "../../schemas/held-out-evaluation.ts";
import type { RoundDetail } from "../../schemas/round.ts";
import type { Run } from "../../schemas/run.ts";
import type { RunCurves } from "../../schemas/run-curves.ts";

/** All that is shown of a run, as the API tells it. */
export interface RunView {
  readonly run: Run;
  readonly rounds: readonly RoundDetail[];
  /** Baselines in the spec's order, then the best candidate. */
  readonly curves: RunCurves["items"];
  /** The check on held-out data at the end; `null` where none was asked for, or it was not reached. */
  readonly heldOut: HeldOutEvaluation | null;
}

/** Reads a run with everything that is shown of it. @throws DomainError UNKNOWN_RUN */
export async function readRunView(client: ApiClient, id: string): Promise<RunView> {
  const run = await client.readRun(id);
  const [rounds, curves] = await Promise.all([client.listRounds(id), client.readCurves(id)]);
  return { run, rounds, curves, heldOut: await readHeldOut(client, run, curves) };
}

async function readHeldOut(
  client: ApiClient,
  { id, spec, selection }: Run,
  curves: RunCurves["items"],
): Promise<HeldOutEvaluation | null> {
  const winner = curves.find(({ role }) => role === "best");
  if (spec.heldOut === null || selection === null || winner === undefined) return null;
  try {
    return await client.readHeldOutEvaluation(heldOutEvaluationIdOf(id, winner.controllerHash));
  } catch (error) {
    // The winner is selected first and its evaluation asked for next.
    if (error instanceof DomainError && error.code === "UNKNOWN_EVALUATION") return null;
    throw error;
  }
}
