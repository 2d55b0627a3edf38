import type { RunView } from "../../../src/cli/run/read-run-view.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import type { MeanCurve } from "../../../src/domain/mean-curve.ts";
import type { Candidate } from "../../../src/schemas/candidate.ts";
import type { CellResource } from "../../../src/schemas/cell.ts";
import type { HeldOutEvaluation } from "../../../src/schemas/held-out-evaluation.ts";
import type { RoundDetail } from "../../../src/schemas/round.ts";
import type { Run } from "../../../src/schemas/run.ts";
import { parseInput } from "../../../src/schemas/parse-input.ts";
import { runSpecSchema } from "../../../src/schemas/run-spec.ts";

export const RUN_ID = "20261122-7k3fq2";
const BEST_HASH = "b".repeat(64);

/** The time some seconds after the run was created. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 22, 12, 0, 0) + 1_000 * seconds).toISOString();
}

/** A run of two rounds that has completed, with a verdict. */
export const SAMPLE_RUN: Run = {
  id: RUN_ID,
  state: "completed",
  reason: "rounds",
  currentRound: 2,
  currentStage: "archive",
  best: { round: 2, index: 0 },
  spentUsd: 0.25,
  createdAt: at(0),
  updatedAt: at(42),
  startedAt: at(0),
  finishedAt: at(42),
  spec: parseInput(
    runSpecSchema,
    {
      environments: ["toy/search"],
      betas: [0, 1],
      roundsMax: 2,
      proposer: { kind: "anthropic", model: "a-model" },
      budgetUsd: 3,
      baselines: ["sc@64"],
      heldOut: { environments: ["toy/held-out"] },
    },
    "sample spec",
  ),
  environments: [{ name: "toy/search", contentHash: "e".repeat(64) }],
  selection: {
    rule: "frontier",
    winner: { round: 2, index: 0 },
    runnerUp: null,
    margin: null,
    marginInterval: null,
  },
};

function candidate(given: Partial<Candidate>): Candidate {
  return {
    runId: RUN_ID,
    round: 1,
    index: 0,
    stage: "archive",
    state: "scored",
    reason: null,
    controllerHash: "a".repeat(64),
    controllerName: null,
    controllerIdea: null,
    hypothesis: "Read fewer chains.",
    expectedEffect: null,
    critiques: [],
    predictionScore: null,
    selectionScore: null,
    curve: null,
    createdAt: at(1),
    updatedAt: at(2),
    ...given,
  };
}

function round(number: number, ...candidates: Candidate[]): RoundDetail {
  return {
    runId: RUN_ID,
    round: number,
    stage: "archive",
    outcome: "done",
    reason: null,
    stageStartedAt: {},
    startedAt: at(1),
    finishedAt: at(2),
    candidates,
  };
}

/** A cell of which only what is shown says something. */
function cell(
  beta: number | null,
  [accuracy, tokens, criticalPathTokens]: readonly [number, number, number],
): CellResource {
  return {
    key: "c".repeat(64),
    controllerHash: BEST_HASH,
    replayVersion: 1,
    environmentHash: "e".repeat(64),
    beta,
    permutations: [0, 100],
    answers: "exact",
    normalisationVersion: null,
    rules: { ...DEFAULT_RULES },
    figures: {
      episodes: 3_000,
      accuracy,
      accuracyInterval: null,
      tokens,
      tokensP50: tokens,
      tokensP95: tokens,
      criticalPathTokens,
      criticalPathTokensP50: criticalPathTokens,
      criticalPathTokensP95: criticalPathTokens,
      longestBranchTokens: criticalPathTokens,
      probes: 0,
      branchesOpened: 4,
      branchesPruned: 0,
    },
  };
}

const BEST_CURVE: MeanCurve = {
  points: [
    point(0, [0.5, 16_000, 16_000], { accuracyInterval: [0.412, 0.599] }),
    point(0.5, [0.49, 90_000, 40_000], { onFrontier: false }),
    point(1, [0.6, 400_000, 80_000], { accuracyInterval: [0.499, 0.704] }),
  ],
  hypervolume: { value: 0.56781, interval: [0.4312, 0.6724] },
};

const SCALE_CURVE: MeanCurve = {
  points: [point(null, [0.6, 1_000_000, 30_000])],
  hypervolume: { value: 0, interval: null, reason: "too few varying questions (0 of 30)" },
};

function point(
  beta: number | null,
  [accuracy, tokens, criticalPathTokens]: readonly [number, number, number],
  given: Partial<MeanCurve["points"][number]> = {},
): MeanCurve["points"][number] {
  const figures = { accuracy, tokens, criticalPathTokens };
  return { beta, ...figures, accuracyInterval: null, onFrontier: true, ...given };
}

export const SAMPLE_EVALUATION: HeldOutEvaluation = {
  id: `${RUN_ID}-bbbbbbbb`,
  runId: RUN_ID,
  state: "completed",
  reason: null,
  spec: {
    controller: { name: "brief", hash: BEST_HASH },
    baseline: { name: "cmc", hash: "d".repeat(64) },
    environments: ["toy/held-out"],
    betas: [0, 1],
    permutations: 100,
    answers: "exact",
    rules: { ...DEFAULT_RULES },
  },
  verdict: {
    cells: [],
    differences: [
      difference(0, "accuracy", -0.015, [-0.03, -0.001]),
      difference(0, "tokens", -40_700, [-48_000, -33_900]),
      difference(0, "criticalPathTokens", 120, null),
      difference(1, "accuracy", 0.004, [-0.01, 0.02]),
      difference(1, "tokens", -161_000, [-224_000, -118_000]),
      difference(1, "criticalPathTokens", 53_700, [36_400, 73_900]),
    ],
  },
  look: 3,
  requestedBy: `run ${RUN_ID}`,
  createdAt: at(30),
  startedAt: at(31),
  finishedAt: at(41),
};

function difference(
  beta: number,
  quantity: "accuracy" | "tokens" | "criticalPathTokens",
  value: number,
  interval: [number, number] | null,
) {
  const separated = interval !== null && (interval[0] > 0 || interval[1] < 0);
  const note = interval === null ? "too few differing questions (2 of 30)" : null;
  return { beta, quantity, value, interval, separated, note, outlierShare: null };
}

export const SAMPLE_VIEW: RunView = {
  run: SAMPLE_RUN,
  rounds: [
    round(
      1,
      candidate({ state: "rejected", reason: "type/2339: there is no such property\nas this" }),
    ),
    round(
      2,
      candidate({
        round: 2,
        controllerHash: BEST_HASH,
        controllerName: "brief",
        controllerIdea: "Weigh by brevity.",
        hypothesis: "Short chains are right more often, so weighing them more should cost nothing.",
        predictionScore: { held: 0.75, effects: [] },
        selectionScore: 0.56781,
        curve: BEST_CURVE,
      }),
    ),
  ],
  curves: [
    {
      role: "baseline",
      name: "sc@64",
      controllerHash: "f".repeat(64),
      candidate: null,
      mean: SCALE_CURVE,
      cells: [cell(null, [0.6, 1_000_000, 30_000])],
    },
    {
      role: "best",
      name: "brief",
      controllerHash: BEST_HASH,
      candidate: { round: 2, index: 0 },
      mean: BEST_CURVE,
      cells: [cell(1, [0.6, 400_000, 80_000]), cell(0, [0.5, 16_000, 16_000])],
    },
  ],
  heldOut: SAMPLE_EVALUATION,
};
