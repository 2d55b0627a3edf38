import type { CurvePoint } from "../discovery/curve-point.ts";
import { type ReferenceCurve, scorePrediction } from "../discovery/score-prediction.ts";
import type { RunSpec } from "../domain/run-spec.ts";
import { type Score, selectController, selectionScore } from "../domain/select-controller.ts";
import type { CandidateState, RoundOutcome } from "../domain/states.ts";
import type { Candidate } from "../schemas/candidate.ts";
import { type CandidateResult, finishCandidate, listCandidates } from "../store/candidates.ts";
import { appendEvent } from "../store/events.ts";
import { finishRound } from "../store/rounds.ts";
import { readRun, updateRunBest } from "../store/runs.ts";
import { type Store, transaction } from "../store/store.ts";
import { readEffects } from "./candidate-journal.ts";
import { enterStage } from "./enter-stage.ts";
import { bestScore } from "./open-run.ts";
import { readBaselineCurves } from "./read-baselines.ts";
import { type BestCandidate, readBest } from "./read-best.ts";
import { readCurve } from "./read-curve.ts";
import { scoredOf } from "./scored-of.ts";
import { readSweepSpec } from "./sweep-source.ts";

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
  { store }: { readonly store: Store },
  input: ArchiveInput,
): Promise<ArchivedRound> {
  const { runId, round } = input;
  await enterStage(store, input, "archive");
  const { spec } = await readRun(store, runId);
  const sweep = await readSweepSpec(store, { kind: "run", runId, round });
  const curveOf = (hash: string) => readCurve(store, sweep, hash);
  const before = await listCandidates(store, runId);
  const results: CandidateOutcome[] = [];
  for (const { index, state, reason } of input.candidates) {
    const candidate = before.find((each) => each.round === round && each.index === index);
    if (candidate === undefined) continue;
    if (state === "scored") {
      results.push({ index, ...(await scored(spec, candidate, before, curveOf)) });
      continue;
    }
    const result = { state, reason, selectionScore: null, predictionScore: null };
    results.push({ index, score: null, result });
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
        candidates: results.map(({ index, score, result }) => ({
          index,
          state: result.state,
          score: score?.value ?? null,
          scoreInterval: score?.interval ?? null,
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

interface CandidateOutcome {
  readonly index: number;
  /** `null` when it was not scored. */
  readonly score: Score | null;
  readonly result: CandidateResult;
}

async function scored(
  spec: RunSpec,
  candidate: Candidate,
  all: readonly Candidate[],
  curveOf: (hash: string) => Promise<CurvePoint[]>,
): Promise<Pick<CandidateOutcome, "score" | "result">> {
  const { round, index, controllerHash, curve } = candidate;
  if (curve === null) throw new Error(`Candidate ${index} of round ${round} has no curve`);
  const score = selectionScore(spec.selection, curve);
  const references: ReferenceCurve[] = await readBaselineCurves(spec, curveOf);
  for (const { winner, round: earlier } of bestOfRounds(all, round)) {
    references.push({ name: `round ${earlier}`, points: await curveOf(winner.controllerHash) });
  }
  const effects = readEffects(candidate.expectedEffect);
  const prediction = scorePrediction(effects, await curveOf(controllerHash), references);
  return {
    score,
    result: {
      state: "scored",
      reason: null,
      selectionScore: score.value,
      predictionScore: { ...prediction },
    },
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
