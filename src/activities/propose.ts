import { activityInfo, cancellationSignal, heartbeat } from "@temporalio/activity";
import type { StepContext } from "../discovery/proposer.ts";
import { putCandidate } from "../store/candidates.ts";
import { putController } from "../store/controllers.ts";
import { appendEvent } from "../store/events.ts";
import { putProposerRequest } from "../store/proposer-requests.ts";
import { readRun } from "../store/runs.ts";
import { transaction } from "../store/store.ts";
import type { AgentDeps } from "./agent-deps.ts";
import { createProposer } from "./create-author.ts";
import { enterStage } from "./enter-stage.ts";
import { readHistory } from "./read-history.ts";

/** Input of `propose`. */
export interface ProposeInput {
  readonly runId: string;
  readonly round: number;
  /** How many revisions the round has seen. */
  readonly attempt: number;
}

/** What the proposer wants next, as ids of what is stored. */
export type ProposeOutcome =
  | { readonly kind: "requests"; readonly requestIds: readonly string[] }
  | { readonly kind: "candidates"; readonly count: number }
  | { readonly kind: "withdraw" | "give-up"; readonly reason: string };

/**
 * One step of a run's proposer. What it asks for or hands in is stored before it is returned; taking
 * the step again stores the same again, and pays nothing again.
 */
export async function propose(deps: AgentDeps, input: ProposeInput): Promise<ProposeOutcome> {
  const { store } = deps;
  const { runId, round, attempt } = input;
  await enterStage(store, input, "propose", { attempt });
  const { spec } = await readRun(store, runId);
  const proposer = createProposer(spec.proposer, deps);
  const step = await proposer.next(await readHistory(deps, input), stepContext());
  if (step.kind === "withdraw" || step.kind === "give-up") return step;
  if (step.kind === "requests") {
    for (const { id, kind, source } of step.requests) {
      const request = { kind, payload: { source } };
      await putProposerRequest(store, { runId, round, requestId: id }, request);
    }
    return { kind: "requests", requestIds: step.requests.map(({ id }) => id) };
  }
  await transaction(store, async (tx) => {
    for (const [index, { source, hypothesis, expected }] of step.candidates.entries()) {
      const origin = "candidate";
      const hash = await putController(tx, { source, name: null, idea: null, origin });
      const expectedEffect = expected.length === 0 ? null : { effects: expected };
      const proposal = { controllerHash: hash, hypothesis, expectedEffect };
      await putCandidate(tx, { runId, round, index }, proposal);
      await appendEvent(tx, {
        runId,
        type: "candidate.proposed",
        round,
        stage: "propose",
        payload: { index, attempt, controllerHash: hash, hypothesis },
        dedupeKey: `proposed/${round}/${index}/${attempt}`,
      });
    }
  });
  return { kind: "candidates", count: step.candidates.length };
}

/** What a step needs from the activity it runs in. */
export function stepContext(): StepContext {
  const { workflowExecution, activityId, attempt } = activityInfo();
  const workflowId = workflowExecution?.workflowId ?? "no workflow";
  return {
    signal: cancellationSignal(),
    owner: `${workflowId}/${activityId}/${attempt}`,
    onProgress: () => heartbeat(),
  };
}
