import {
  ActivityFailure,
  ApplicationFailure,
  setCurrentDetails,
  workflowInfo,
} from "@temporalio/workflow";
import type { ReplayActivities, ControlActivities } from "../activities/index.ts";
import type { RoundOutcome, Stage } from "../domain/states.ts";
import type { SweptController } from "../domain/sweep.ts";
import { agents, control, replay } from "./activity-options.ts";
import type { DiscoveryRoundInput } from "./messages.ts";
import { playSweep } from "./play-sweep.ts";

type ArchivedRound = Awaited<ReturnType<ControlActivities["archive"]>>;
type CandidateEnd = Parameters<ControlActivities["archive"]>[0]["candidates"][number];

/** What a round came to, for the loop of its run. */
export interface RoundResult extends ArchivedRound {
  readonly outcome: RoundOutcome;
  /** Set when there is no point in another round: the proposer has no more, or the money is spent. */
  readonly last: { readonly why: "gave up" | "budget"; readonly reason: string } | null;
}

/** Candidates that passed critic and compile gate, and those that did not. */
interface Written {
  readonly admitted: readonly { readonly index: number; readonly controller: SweptController }[];
  readonly refused: readonly CandidateEnd[];
  /** Why nothing was written. */
  readonly nothing: {
    readonly why: "withdrawn" | "gave up" | "budget";
    readonly reason: string;
  } | null;
}

/**
 * One round: reset the template, have candidates proposed, reviewed and compiled (with a bounded
 * number of revisions), play them over the β-sweep, and archive what came out.
 */
export async function discoveryRound(input: DiscoveryRoundInput): Promise<RoundResult> {
  const { runId, round } = input;
  showStage("resetTemplate");
  const { revisionsAsked } = await control.resetTemplate({ runId, round });
  const { admitted, refused, nothing } = await write(input, revisionsAsked);
  const played = await evaluate(input, admitted);
  const candidates = [...played, ...refused].toSorted((a, b) => a.index - b.index);
  const outcome = outcomeOf(candidates);
  const reason = outcome === "done" ? null : (nothing?.reason ?? candidates[0]?.reason ?? null);
  showStage("archive");
  const archived = await control.archive({ runId, round, outcome, reason, candidates });
  const last =
    nothing === null || nothing.why === "withdrawn"
      ? null
      : { why: nothing.why, reason: nothing.reason };
  return { ...archived, outcome, last };
}

/**
 * Propose, critique and compile, until candidates are admitted or there will be none. A round that is
 * taken up again counts on from the revisions it has seen: its author's conversation holds them.
 */
async function write(input: DiscoveryRoundInput, revisionsAsked: number): Promise<Written> {
  const { runId, round, revisionsMax } = input;
  let handedIn = 0;
  for (let attempt = revisionsAsked; ;) {
    showStage("propose", attempt);
    const step = await proposeStep({ runId, round, attempt });
    if (step.kind === "requests") {
      await Promise.all(
        step.requestIds.map((requestId) => replay.answerRequest({ runId, round, requestId })),
      );
      continue;
    }
    if (step.kind !== "candidates") {
      const { reason } = step;
      const refused = indices(handedIn).map((index): CandidateEnd => ({
        index,
        state: "rejected",
        reason,
      }));
      const why = { withdraw: "withdrawn", "give-up": "gave up", budget: "budget" } as const;
      return { admitted: [], refused, nothing: { why: why[step.kind], reason } };
    }
    handedIn = Math.max(handedIn, step.count);
    const reviewed = await review(input, step.count, attempt, attempt < revisionsMax);
    if (reviewed !== "revise") return { ...reviewed, nothing: null };
    attempt++;
  }
}

/** A step of the proposer; a spent budget is an answer here, not an error. */
async function proposeStep(input: {
  readonly runId: string;
  readonly round: number;
  readonly attempt: number;
}) {
  try {
    return await agents.propose(input);
  } catch (error) {
    const reason = budgetReason(error);
    if (reason === undefined) throw error;
    return { kind: "budget" as const, reason };
  }
}

/** What a spent budget says of itself; `undefined` for any other failure. */
function budgetReason(error: unknown): string | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  const spent = cause instanceof ApplicationFailure && cause.type === "BUDGET_EXHAUSTED";
  return spent ? cause.message : undefined;
}

/** Critique and compile, candidate by candidate; the first that goes back takes the others along. */
async function review(
  { runId, round }: DiscoveryRoundInput,
  count: number,
  attempt: number,
  mayRevise: boolean,
): Promise<Omit<Written, "nothing"> | "revise"> {
  const admitted: { index: number; controller: SweptController }[] = [];
  const refused: CandidateEnd[] = [];
  for (const index of indices(count)) {
    const candidate = { runId, round, index };
    showStage("critique", attempt);
    const facts = await replay.tabulateKnobs(candidate);
    const { revise } = await agents.critique({ ...candidate, attempt, mayRevise, facts });
    if (revise) return "revise";
    showStage("compile", attempt);
    const compiled = await replay.compile({ ...candidate, attempt, mayRevise });
    if (compiled.ok) admitted.push({ index, controller: compiled.controller });
    else if (compiled.revise) return "revise";
    else refused.push({ index, state: "rejected", reason: compiled.reason });
  }
  return { admitted, refused };
}

/** The β-sweep of all admitted candidates. */
async function evaluate(
  { runId, round }: DiscoveryRoundInput,
  admitted: Written["admitted"],
): Promise<CandidateEnd[]> {
  if (admitted.length === 0) return [];
  showStage("evaluate");
  const failures = await playSweep(
    replay,
    (summary, shard) => replay.playShard.executeWithOptions({ summary }, [shard]),
    {
      source: { kind: "run", runId, round },
      controllers: admitted.map(({ controller }) => controller),
    } satisfies Parameters<ReplayActivities["planSweep"]>[0],
    (done, all) => setCurrentDetails(`**evaluate**: ${done} of ${all} shards played`),
  );
  return admitted.map(({ index, controller }): CandidateEnd => {
    const failure = failures.get(controller.hash);
    if (failure === undefined) return { index, state: "scored", reason: null };
    return { index, state: failure.kind, reason: failure.reason };
  });
}

/** A round is done when anything was scored; else it ended as its first candidate did. */
function outcomeOf(candidates: readonly CandidateEnd[]): RoundOutcome {
  if (candidates.some(({ state }) => state === "scored")) return "done";
  const first = candidates[0]?.state;
  if (first === "cheated") return "rejected";
  return first === "crashed" || first === "timed-out" || first === "rejected" ? first : "withdrawn";
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function showStage(stage: Stage, attempt = 0): void {
  const revision = attempt === 0 ? "" : `, revision ${attempt}`;
  setCurrentDetails(`**${stage}**${revision} (${workflowInfo().workflowId})`);
}
