import type { Shard } from "../domain/sweep.ts";
import type { Store } from "../store/store.ts";
import { admitBaselines } from "./admit-baselines.ts";
import type { AgentDeps } from "./agent-deps.ts";
import { answerRequest } from "./answer-request.ts";
import { auditShard, planAudit } from "./audit-controller.ts";
import { archive, type ArchiveInput } from "./archive.ts";
import { compile, type CompileInput } from "./compile.ts";
import { critique, type CritiqueInput } from "./critique.ts";
import type { CandidateInput } from "./enter-stage.ts";
import { finishRun, type FinishRunInput } from "./finish-run.ts";
import { finishSweep } from "./finish-sweep.ts";
import { nominateWinner } from "./nominate-winner.ts";
import { openLook } from "./open-look.ts";
import { openRun } from "./open-run.ts";
import { planSweep, type SweepInput } from "./plan-sweep.ts";
import { playShard, type PlayShardInput } from "./play-shard.ts";
import { propose, type ProposeInput } from "./propose.ts";
import { failEvaluation, publishVerdict, type PublishVerdictInput } from "./publish-verdict.ts";
import { rejectWinner, type RejectWinnerInput } from "./reject-winner.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { requestHeldOut } from "./request-held-out.ts";
import { resetTemplate } from "./reset-template.ts";
import { selectWinner } from "./select-winner.ts";
import { tabulateKnobs } from "./tabulate-knobs.ts";
import { translateFailures } from "./translate-failure.ts";
import { withHeartbeats } from "./with-heartbeats.ts";

type RoundRef = { readonly runId: string; readonly round: number };

/** Short database activities of a run, on the control queue. */
export function createControlActivities(deps: { readonly store: Store }) {
  return translateFailures({
    openRun: (input: { readonly runId: string; readonly execution: string }) =>
      openRun(deps, input),
    resetTemplate: (input: RoundRef) => resetTemplate(deps, input),
    archive: (input: ArchiveInput) => archive(deps, input),
    nominateWinner: (input: { readonly runId: string }) => nominateWinner(deps, input),
    rejectWinner: (input: RejectWinnerInput) => rejectWinner(deps, input),
    selectWinner: (input: { readonly runId: string }) => selectWinner(deps, input),
    requestHeldOut: (input: { readonly runId: string; readonly controllerHash: string }) =>
      requestHeldOut(deps, input),
    finishRun: (input: FinishRunInput) => finishRun(deps, input),
  });
}

/** Steps of proposers and critics, on the agents queue. */
export function createAgentActivities(deps: AgentDeps) {
  return withHeartbeats(
    translateFailures({
      propose: (input: ProposeInput) => propose(deps, input),
      critique: (input: CritiqueInput) => critique(deps, input),
    }),
  );
}

/** Everything that runs a controller of a search, on the replay queue. */
export function createReplayActivities(deps: ReplayDeps) {
  return withHeartbeats(
    translateFailures({
      admitBaselines: (input: { readonly runId: string }) => admitBaselines(deps, input),
      answerRequest: (input: RoundRef & { readonly requestId: string }) =>
        answerRequest(deps, input),
      tabulateKnobs: (input: CandidateInput) => tabulateKnobs(deps, input),
      compile: (input: CompileInput) => compile(deps, input),
      planAudit: (input: { readonly runId: string; readonly controllerHash: string }) =>
        planAudit(deps, input),
      auditShard: (input: { readonly runId: string; readonly shard: Shard }) =>
        auditShard(deps, input),
      ...createSweepActivities(deps),
    }),
  );
}

/** Everything that touches held-out data, on its own queue with its own credential. */
export function createHeldOutActivities(deps: ReplayDeps) {
  return withHeartbeats(
    translateFailures({
      openLook: (input: { readonly evaluationId: string }) => openLook(deps, input),
      publishVerdict: (input: PublishVerdictInput) => publishVerdict(deps, input),
      failEvaluation: (input: { readonly evaluationId: string; readonly reason: string }) =>
        failEvaluation(deps, input),
      ...createSweepActivities(deps),
    }),
  );
}

/** The steps of a sweep, the same on either side of the wall. */
function createSweepActivities(deps: ReplayDeps) {
  return {
    planSweep: (input: SweepInput) => planSweep(deps, input),
    playShard: (input: PlayShardInput) => playShard(deps, input),
    finishSweep: (input: SweepInput) => finishSweep(deps, input),
  };
}

export type ControlActivities = ReturnType<typeof createControlActivities>;
export type AgentActivities = ReturnType<typeof createAgentActivities>;
export type ReplayActivities = ReturnType<typeof createReplayActivities>;
export type HeldOutActivities = ReturnType<typeof createHeldOutActivities>;
