import type { CurvePoint } from "../discovery/curve-point.ts";
import { type ReferenceCurve, scorePrediction } from "../discovery/score-prediction.ts";
import type { RunSpec } from "../domain/run-spec.ts";
import { selectController, selectionScore } from "../domain/select-controller.ts";
import type { CandidateState, RoundOutcome } from "../domain/states.ts";
import { hypervolume } from "../statistics/hypervolume.ts";
import type { Candidate } from "../schemas/candidate.ts";
import { type CandidateResult, finishCandidate, listCandidates } from "../store/candidates.ts";
import { appendEvent } from "../store/events.ts";
import { finishRound } from "../store/rounds.ts";
import { readRun, updateRunBest } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import { readEffects } from "./candidate-journal.ts";
import { enterStage } from "./enter-stage.ts";
import { bestScore } from "./open-run.ts";
import { readBaselineCurves, readScale } from "./read-baselines.ts";
import { type BestCandidate, readBest } from "./read-best.ts";
import { type IntervalCache, readCurve } from "./read-curve.ts";
import { scoredOf } from "./scored-of.ts";
import { readSweepSpec, type SweepSpec } from "./sweep-source.ts";

/** How a candidate came out of its round. */
export interface CandidateEnd {
  readonly index: number;
  readonly state: Exclude<CandidateState, "proposed">;
  readonly reason: string | null;
}

/** Input of `archive`. */
export interface ArchiveInput {
  readonly runId: string;
  readonly round: number;
  readonly outcome: RoundOutcome;
  /** Why, where nothing was scored. */
  readonly reason: string | null;
  readonly candidates: readonly CandidateEnd[];
}

/** What the run's loop needs to know of a round that has ended. */
export interface ArchivedRound {
  readonly score: number | null;
  readonly spentMicroUsd: number;
  readonly best: BestCandidate | null;
}

/** Scores what a round came to, keeps it in the archive for the rounds after, and ends it. */
export async function archive(
  { store, intervals }: { readonly store: Store; readonly intervals: IntervalCache },
  input: ArchiveInput,
): Promise<ArchivedRound> {
  const { runId, round } = input;
  await enterStage(store, input, "archive");
  const { spec } = await readRun(store, runId);
  const sweep = await readSweepSpec(store, { kind: "run", runId, round });
  const curveOf = (hash: string) => readCurve(store, sweep, hash, intervals);
  const before = await listCandidates(store, runId);
  const results: { readonly index: number; readonly result: CandidateResult }[] = [];
  for (const { index, state, reason } of input.candidates) {
    const candidate = before.find((each) => each.round === round && each.index === index);
    if (candidate === undefined) continue;
    const result =
      state === "scored"
        ? await scoreOf(store, spec, sweep, candidate, before, curveOf)
        : { state, reason, selectionScore: null, hypervolume: null, predictionScore: null };
    results.push({ index, result });
  }
  await transaction(store, async (tx) => {
    for (const { index, result } of results) {
      await finishCandidate(tx, { runId, round, index }, result);
    }
    const { outcome, reason } = input;
    await finishRound(tx, runId, round, { outcome, reason });
    const selection = selectController(scoredOf(await listCandidates(tx, runId)));
    if (selection !== null) await updateRunBest(tx, runId, selection.winner);
    await appendEvent(tx, {
      runId,
      type: "round.finished",
      round,
      stage: "archive",
      payload: {
        outcome,
        reason,
        candidates: results.map(({ index, result }) => ({
          index,
          state: result.state,
          score: result.selectionScore,
        })),
      },
      dedupeKey: `finished/${round}`,
    });
  });
  const all = await listCandidates(store, runId);
  const { spentUsd } = await readRun(store, runId);
  return {
    score: bestScore(all.filter((candidate) => candidate.round === round)),
    spentMicroUsd: Math.round(spentUsd * 1e6),
    best: await readBest(store, runId),
  };
}

async function scoreOf(
  store: Store,
  spec: RunSpec,
  sweep: SweepSpec,
  candidate: Candidate,
  all: readonly Candidate[],
  curveOf: (hash: string) => Promise<CurvePoint[]>,
): Promise<CandidateResult> {
  const points = await curveOf(candidate.controllerHash);
  const scale = await readScale(store, sweep);
  const curves = sweep.environments.map(({ name }) => {
    const own = points.filter(({ environment }) => environment === name);
    const figures = own.map((point) => point.figures);
    return {
      hypervolume: hypervolume(figures, scale.get(name)!),
      accuracies: figures.map(({ accuracy }) => accuracy),
    };
  });
  const references: ReferenceCurve[] = await readBaselineCurves(spec, curveOf);
  for (const { winner, round } of bestOfRounds(all, candidate.round)) {
    references.push({ name: `round ${round}`, points: await curveOf(winner.controllerHash) });
  }
  const prediction = scorePrediction(readEffects(candidate.expectedEffect), points, references);
  return {
    state: "scored",
    reason: null,
    selectionScore: selectionScore(spec.selection, curves),
    hypervolume: selectionScore("frontier", curves),
    predictionScore: { ...prediction },
  };
}

/** The best candidate of each round before this one. */
function bestOfRounds(
  candidates: readonly Candidate[],
  before: number,
): { readonly round: number; readonly winner: Candidate }[] {
  const rounds = new Set(candidates.map(({ round }) => round).filter((round) => round < before));
  return [...rounds].flatMap((round) => {
    const own = candidates.filter((candidate) => candidate.round === round);
    const best = selectController(scoredOf(own))?.winner;
    const winner = own.find(({ index }) => index === best?.index);
    return winner === undefined ? [] : { round, winner };
  });
}
