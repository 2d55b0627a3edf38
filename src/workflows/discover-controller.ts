import { defineSearchAttributeKey } from "@temporalio/common";
import {
  ApplicationFailure,
  CancellationScope,
  executeChild,
  isCancellation,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from "@temporalio/workflow";
import type { ControlActivities } from "../activities/index.ts";
import { type DoneReason, nextStep } from "../domain/next-step.ts";
import { heldOutWorkflowId, roundWorkflowId } from "../domain/workflow-ids.ts";
import { control, replay } from "./activity-options.ts";
import { auditWinner } from "./audit-winner.ts";
import { discoveryRound, type RoundResult } from "./discovery-round.ts";
import { evaluateHeldOut } from "./evaluate-held-out.ts";
import { failureText } from "./failure-text.ts";
import type { DiscoverControllerInput } from "./messages.ts";
import { playSweep } from "./play-sweep.ts";

type OpenedRun = Awaited<ReturnType<ControlActivities["openRun"]>>;

const PHASE = defineSearchAttributeKey("AutoTtsPhase", "KEYWORD");
const ROUND = defineSearchAttributeKey("AutoTtsRound", "INT");
const BEST_SCORE = defineSearchAttributeKey("AutoTtsBestScore", "DOUBLE");
const SPEND_USD = defineSearchAttributeKey("AutoTtsSpendUsd", "DOUBLE");

/** What the loop remembers between rounds. All of it can be read back from the archive. */
interface Progress {
  readonly runId: string;
  readonly opened: OpenedRun;
  readonly scores: (number | null)[];
  readonly rows: string[];
  spentMicroUsd: number;
  best: RoundResult["best"];
  last: RoundResult["last"];
}

/**
 * A discovery run: play the baselines, go round after round until a limit is reached, select the winner,
 * and have it judged on held-out data where the spec asks for that. It holds no state of its own:
 * a new execution goes on with the first round that is not in the archive.
 */
export async function discoverController({ runId }: DiscoverControllerInput): Promise<string> {
  const execution = workflowInfo().runId;
  try {
    const opened = await control.openRun({ runId, execution });
    const progress: Progress = {
      runId,
      opened,
      scores: opened.rounds.map(({ score }) => score),
      rows: opened.rounds.map(({ outcome, score }, done) => roundRow(done + 1, outcome, score)),
      spentMicroUsd: opened.spentMicroUsd,
      best: opened.best,
      last: null,
    };
    await playBaselines(progress);
    const reason = await playRounds(progress);
    await conclude(progress);
    show(progress, "completed");
    await control.finishRun({ runId, execution, state: "completed", reason });
    return reason;
  } catch (error) {
    const cancelled = isCancellation(error);
    const reason = cancelled ? "cancelled" : failureText(error);
    const state = cancelled ? "cancelled" : "failed";
    await CancellationScope.nonCancellable(() =>
      control.finishRun({ runId, execution, state, reason }),
    );
    if (cancelled) throw error;
    // A plain error would only fail this workflow task, and be tried for ever.
    throw ApplicationFailure.create({ message: reason, nonRetryable: true });
  }
}

/** Plays the controllers that every candidate is shown beside; known cells are not played again. */
async function playBaselines(progress: Progress): Promise<void> {
  const { runId } = progress;
  show(progress, "baselines");
  const controllers = await replay.admitBaselines({ runId });
  const failures = await playSweep(
    replay,
    (summary, shard) => replay.playShard.executeWithOptions({ summary }, [shard]),
    { source: { kind: "run", runId, round: null }, controllers },
    (done, all) => show(progress, "baselines", `${done} of ${all} shards of the baselines played`),
  );
  for (const { controller, reason } of failures.values()) {
    throw ApplicationFailure.nonRetryable(`The baseline ${controller} failed: ${reason}`);
  }
}

async function playRounds(progress: Progress): Promise<DoneReason> {
  const { runId, opened, scores } = progress;
  for (;;) {
    const step = nextStep({
      limits: opened.limits,
      scores,
      stopRequested: false,
      proposerGaveUp: progress.last?.why === "gave up",
      spentMicroUsd: progress.spentMicroUsd,
    });
    if (progress.last?.why === "budget") return "budget";
    if (step.kind === "done") return step.reason;
    const { round } = step;
    show(progress, `round ${round}`, "", round);
    const result = await executeChild(discoveryRound, {
      workflowId: roundWorkflowId(runId, round),
      args: [{ runId, round, revisionsMax: opened.revisionsMax }],
      parentClosePolicy: "REQUEST_CANCEL",
      cancellationType: "WAIT_CANCELLATION_COMPLETED",
      workflowIdReusePolicy: "ALLOW_DUPLICATE",
      staticSummary: `Round ${round} of run ${runId}`,
    });
    progress.spentMicroUsd = result.spentMicroUsd;
    progress.best = result.best;
    progress.last = result.last;
    scores.push(result.score);
    progress.rows.push(roundRow(round, result.outcome, result.score));
  }
}

/** Selects the winner and has it judged. A verdict that fails does not undo the run. */
async function conclude(progress: Progress): Promise<void> {
  const { runId } = progress;
  show(progress, "selection");
  await auditWinner(runId, (done, all) =>
    show(progress, "selection", `${done} of ${all} shards of the winner audited`),
  );
  const winner = await control.selectWinner({ runId });
  if (winner === null) return;
  const requested = await control.requestHeldOut({ runId, ...winner });
  if (requested === null) return;
  show(progress, "held-out evaluation");
  await executeChild(evaluateHeldOut, {
    workflowId: heldOutWorkflowId(requested.evaluationId),
    args: [requested],
    parentClosePolicy: "REQUEST_CANCEL",
    cancellationType: "WAIT_CANCELLATION_COMPLETED",
    workflowIdReusePolicy: "ALLOW_DUPLICATE",
    staticSummary: `Held-out evaluation of run ${runId}'s winner`,
  });
}

/** Phase, round, best and spend where people look: current details and search attributes. */
function show(progress: Progress, phase: string, note = "", round?: number): void {
  const { runId, opened, best, spentMicroUsd, rows } = progress;
  const spentUsd = spentMicroUsd / 1e6;
  const bestText =
    best === null
      ? "none yet"
      : `${best.name}, round ${best.round}, score ${scoreText(best.score)}`;
  const table = ["| round | outcome | best score |", "| --- | --- | --- |", ...rows].join("\n");
  setCurrentDetails(
    [
      `Run \`${runId}\`: **${phase}**`,
      opened.summary,
      note,
      `Best so far: ${bestText}. Spent: $${spentUsd.toFixed(2)}.`,
      rows.length === 0 ? "" : table,
    ]
      .filter((paragraph) => paragraph !== "")
      .join("\n\n"),
  );
  // Each upsert is an event of the history: at a change of phase only, not for every shard.
  if (note !== "") return;
  upsertSearchAttributes([
    { key: PHASE, value: phase },
    { key: SPEND_USD, value: spentUsd },
    ...(round === undefined ? [] : [{ key: ROUND, value: round }]),
    ...(best === null ? [] : [{ key: BEST_SCORE, value: best.score }]),
  ]);
}

function roundRow(round: number, outcome: string, score: number | null): string {
  return `| ${round} | ${outcome} | ${scoreText(score)} |`;
}

function scoreText(score: number | null): string {
  return score === null ? "–" : score.toFixed(4);
}
