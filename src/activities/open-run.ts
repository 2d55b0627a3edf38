import type { RunProgress } from "../domain/next-step.ts";
import type { RoundOutcome } from "../domain/states.ts";
import { listCandidates } from "../store/candidates.ts";
import { appendEvent } from "../store/events.ts";
import { listRounds } from "../store/rounds.ts";
import { readRun, updateRunState } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import { type BestCandidate, readBest } from "./read-best.ts";

/** What the loop of a run starts from: from nothing, or from where an earlier execution ended. */
export interface OpenedRun {
  readonly limits: RunProgress["limits"];
  readonly revisionsMax: number;
  /** The rounds that are done, in order, each with its best selection score. */
  readonly rounds: readonly {
    readonly outcome: RoundOutcome;
    readonly score: number | null;
  }[];
  readonly best: BestCandidate | null;
  readonly spentMicroUsd: number;
  /** For people: proposer, critic, and names of environments. */
  readonly summary: string;
}

/** Marks a run as running and says where it stands. */
export async function openRun(
  { store }: { readonly store: Store },
  { runId, execution }: { readonly runId: string; readonly execution: string },
): Promise<OpenedRun> {
  await transaction(store, async (tx) => {
    await updateRunState(tx, runId, { state: "running", reason: null });
    const type = "run.started";
    const dedupeKey = `started/${execution}`;
    await appendEvent(tx, { runId, type, round: null, stage: null, payload: {}, dedupeKey });
  });
  const run = await readRun(store, runId);
  const rounds = await listRounds(store, runId);
  const candidates = await listCandidates(store, runId);
  const done = rounds.flatMap(({ round, outcome }) => {
    if (outcome === null) return [];
    const own = candidates.filter((candidate) => candidate.round === round);
    return { outcome, score: bestScore(own) };
  });
  const { roundsMax, patience, budgetUsd, revisionsMax, proposer, critic } = run.spec;
  return {
    limits: { roundsMax, patience, budgetUsd },
    revisionsMax,
    rounds: done,
    best: await readBest(store, runId),
    spentMicroUsd: Math.round(run.spentUsd * 1e6),
    summary: `${proposer.kind} proposer, ${critic.kind} critic, on ${run.environments.map(({ name }) => name).join(", ")}`,
  };
}

/** The best selection score among candidates, if any was scored. */
export function bestScore(
  candidates: readonly { readonly selectionScore: number | null }[],
): number | null {
  const scores = candidates.flatMap(({ selectionScore }) => selectionScore ?? []);
  return scores.length === 0 ? null : Math.max(...scores);
}
