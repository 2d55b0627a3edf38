import type { BaselineRecord, CandidateRecord, History } from "../discovery/history.ts";
import { contractSource } from "../sandbox/trusted-sources.ts";
import type { Candidate as StoredCandidate } from "../schemas/candidate.ts";
import { listCandidates } from "../store/candidates.ts";
import { putController, readController } from "../store/controllers.ts";
import { listProposerRequests } from "../store/proposer-requests.ts";
import { listRounds } from "../store/rounds.ts";
import { readRun } from "../store/runs.ts";
import type { AgentDeps } from "./agent-deps.ts";
import {
  readEffects,
  readPrediction,
  readRequestResult,
  readReviews,
  revisionAsks,
} from "./candidate-journal.ts";
import { readCurve } from "./read-curve.ts";
import { shippedController } from "./shipped-controllers.ts";
import { readSweepSpec, type SweepSpec } from "./sweep-source.ts";

/**
 * Everything a proposer or critic may know in a round, read anew from the archive. The same rows give
 * the same history, and with it the same prompt: that is what lets a paid turn be found again.
 */
export async function readHistory(
  { store }: Pick<AgentDeps, "store">,
  { runId, round }: { readonly runId: string; readonly round: number },
): Promise<History> {
  const { spec } = await readRun(store, runId);
  const sweep = await readSweepSpec(store, { kind: "run", runId, round });
  const rounds = await listRounds(store, runId);
  const candidates = await listCandidates(store, runId);
  const requests = await listProposerRequests(store, runId, round);

  const recordOf = (candidate: StoredCandidate) => readCandidate({ store }, sweep, candidate);
  const earlier = rounds.filter((each) => each.round < round && each.outcome !== null);
  const now = candidates.filter((candidate) => candidate.round === round);
  return {
    runId,
    round,
    roundsMax: spec.roundsMax,
    contract: contractSource(),
    template: shippedController("template"),
    environments: sweep.environments.map(({ name }) => name),
    betas: spec.betas,
    rules: spec.rules,
    baselines: await inOrder(spec.baselines, (name) => readBaseline({ store }, sweep, name)),
    rounds: await inOrder(earlier, async ({ round: number, outcome, reason }) => ({
      round: number,
      outcome: outcome!,
      reason,
      candidates: await inOrder(
        candidates.filter((candidate) => candidate.round === number),
        recordOf,
      ),
    })),
    now: {
      results: requests.flatMap(({ result }) => (result === null ? [] : readRequestResult(result))),
      revisions: now.flatMap(({ critiques }) => revisionAsks(readReviews(critiques))),
    },
  };
}

async function readBaseline(
  { store }: Pick<AgentDeps, "store">,
  sweep: SweepSpec,
  name: string,
): Promise<BaselineRecord> {
  const source = shippedController(name);
  const hash = await putController(store, { source, name, idea: null, origin: "shipped" });
  return { name, source, points: await readCurve(store, sweep, hash) };
}

async function readCandidate(
  { store }: Pick<AgentDeps, "store">,
  sweep: SweepSpec,
  candidate: StoredCandidate,
): Promise<CandidateRecord> {
  const { controllerHash, state } = candidate;
  const { source, name } = await readController(store, controllerHash);
  const reviews = readReviews(candidate.critiques);
  return {
    index: candidate.index,
    source,
    hypothesis: candidate.hypothesis,
    expected: readEffects(candidate.expectedEffect),
    name,
    state,
    reason: candidate.reason,
    score: candidate.selectionScore,
    points: state === "scored" ? await readCurve(store, sweep, controllerHash) : [],
    prediction: readPrediction(candidate.predictionScore),
    findings: reviews.flatMap(({ findings }) => findings),
    diagnostics: reviews.at(-1)?.diagnostics ?? [],
  };
}

/** Maps one after the other: the store's connections are few and shared. */
async function inOrder<T, U>(items: readonly T[], map: (item: T) => Promise<U>): Promise<U[]> {
  const mapped: U[] = [];
  for (const item of items) mapped.push(await map(item));
  return mapped;
}
