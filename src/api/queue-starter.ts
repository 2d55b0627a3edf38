import type { FastifyBaseLogger } from "fastify";

import { discoveryWorkflowId, heldOutWorkflowId } from "../domain/workflow-ids.ts";
import type { HeldOutEvaluation } from "../schemas/held-out-evaluation.ts";
import type { Run } from "../schemas/run.ts";
import { appendEvent } from "../store/events.ts";
import {
  failHeldOutEvaluation,
  listQueuedHeldOutEvaluations,
} from "../store/held-out-evaluations.ts";
import { listQueuedRuns, readRun, updateRunState } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import type { TemporalGateway, WorkflowStart } from "./temporal-gateway.ts";

/** Reason of a queued run that has had an execution before, and may have another. */
export const RESUMED = "resumed";

/** Starts the workflows of what is queued, until it is closed. */
export interface QueueStarter {
  /** Looks at the queue now instead of at the next turn. */
  readonly nudge: () => void;
  /** Waits for the turn under way. */
  readonly close: () => Promise<void>;
}

export interface QueueStarterOptions {
  readonly store: Store;
  readonly temporal: Pick<TemporalGateway, "start">;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

const TURN_MS = 2_000;
/** Doubles with every turn that failed after another. */
const TURN_MS_MAX = 16_000;
const STARTS_PER_TURN = 100;
const ENDED_REASON = "Its workflow ended before it did anything.";

/**
 * A row is the promise that a workflow will run, and the workflow's id follows from the row: so whoever
 * finds a queued row starts it, as often as it takes, and it runs once. That covers a Temporal that was
 * away, an API that died after the row was written, and several APIs at once.
 */
export function queueStarter(options: QueueStarterOptions): QueueStarter {
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> | undefined;
  let failures = 0;
  let nudged = false;
  let closed = false;

  const nudge = () => {
    clearTimeout(timer);
    nudged = true;
    if (turn === undefined && !closed) turn = takeTurns();
  };
  const takeTurns = async () => {
    while (nudged && !closed) {
      nudged = false;
      failures = (await startQueue(options)) ? failures + 1 : 0;
    }
    turn = undefined;
    const waitMs = Math.min(TURN_MS * 2 ** Math.max(failures - 1, 0), TURN_MS_MAX);
    if (!closed) timer = setTimeout(nudge, waitMs);
  };
  return {
    nudge,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await turn;
    },
  };
}

/** One turn. Returns whether something could not be started; the log says why. */
async function startQueue({ store, temporal, log }: QueueStarterOptions): Promise<boolean> {
  let failed = false;
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failed = true;
      log.warn({ err: error }, `Cannot start ${what} yet`);
      // Where a server is out of reach, each of the rest would wait for it as well.
      if (isUnavailable(error)) throw error;
    }
  };
  try {
    for (const run of await listQueuedRuns(store, STARTS_PER_TURN)) {
      await attempt(`run ${run.id}`, () => startRun(store, temporal, run));
    }
    for (const queued of await listQueuedHeldOutEvaluations(store, STARTS_PER_TURN)) {
      await attempt(`evaluation ${queued.id}`, () => startEvaluation(store, temporal, queued));
    }
  } catch (error) {
    if (!failed) log.warn({ err: error }, "Cannot read the queue");
    return true;
  }
  return failed;
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SERVICE_UNAVAILABLE";
}

async function startRun(
  store: Store,
  temporal: QueueStarterOptions["temporal"],
  run: Run,
): Promise<void> {
  if ((await temporal.start(discoveryStart(run))) === "under way") return;
  await transaction(store, async (tx) => {
    const { state, reason } = await readRun(tx, run.id);
    if (state !== "queued" || reason === RESUMED) return;
    await updateRunState(tx, run.id, { state: "failed", reason: ENDED_REASON });
    await appendEvent(tx, {
      runId: run.id,
      type: "run.failed",
      round: null,
      stage: null,
      payload: { reason: ENDED_REASON },
      dedupeKey: null,
    });
  });
}

async function startEvaluation(
  store: Store,
  temporal: QueueStarterOptions["temporal"],
  { id, spec }: HeldOutEvaluation,
): Promise<void> {
  const started = await temporal.start({
    type: "evaluateHeldOut",
    input: { evaluationId: id },
    workflowId: heldOutWorkflowId(id),
    summary: `Held-out evaluation on ${count(spec.environments.length, "environment")}`,
    again: false,
  });
  if (started === "ended") await failHeldOutEvaluation(store, id, ENDED_REASON);
}

function discoveryStart({ id, spec, reason }: Run): WorkflowStart {
  const rounds = count(spec.roundsMax, "round");
  const environments = count(spec.environments.length, "environment");
  return {
    type: "discoverController",
    input: { runId: id },
    workflowId: discoveryWorkflowId(id),
    summary: `Run ${id}: up to ${rounds} by ${spec.proposer.kind} on ${environments}`,
    again: reason === RESUMED,
  };
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}
