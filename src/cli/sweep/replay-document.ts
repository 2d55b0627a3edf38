import type { Range } from "../../domain/cell.ts";
import type { Estimate, Interval } from "../../domain/estimate.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { CONTRACT_VERSION } from "../../replay/contract.ts";
import { estimateHypervolume } from "../../statistics/estimate-hypervolume.ts";
import { estimateMean } from "../../statistics/estimate-mean.ts";
import { paretoFrontier } from "../../statistics/pareto-frontier.ts";
import { summarizeEpisodes } from "../../statistics/summarize-episodes.ts";
import type { AdmittedController } from "./admit-controllers.ts";
import type { PlayedCell } from "./play-sweep.ts";

/** What `replay --json` prints. Figures are not rounded. */
export interface ReplayDocument {
  readonly contractVersion: number;
  readonly permutations: Range;
  readonly wallSeconds: number;
  /** Of this process and its children; `null` where the system does not tell. */
  readonly cpuSeconds: number | null;
  readonly controllers: readonly ReplayedController[];
}

export interface ReplayedController {
  readonly name: string;
  readonly sha256: string;
  /** Indices of the cells that no other cell of this controller beats on their environment, ascending. */
  readonly frontier: readonly number[];
  /** Mean over environments. */
  readonly hypervolume: Estimate;
  /** Environment by environment, β ascending. */
  readonly cells: readonly ReplayedCell[];
}

export interface ReplayedCell {
  readonly environment: string;
  readonly answers: AnswerMode;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  /** In [0, 1]. */
  readonly accuracy: number;
  readonly accuracyInterval: Interval | null;
  /** Why there is no interval; absent where there is one. */
  readonly accuracyIntervalReason?: string;
  readonly tokens: number;
  readonly tokensP95: number;
  readonly criticalPathTokens: number;
  readonly longestBranchTokens: number;
  readonly probes: number;
  readonly branchesOpened: number;
  readonly branchesPruned: number;
  readonly episodes: number;
}

/** Sums a sweep up, controller by controller, in the order in which they were given. */
export function replayDocument(
  controllers: readonly AdmittedController[],
  cells: readonly PlayedCell[],
  sweep: Pick<ReplayDocument, "permutations" | "wallSeconds" | "cpuSeconds">,
): ReplayDocument {
  return {
    contractVersion: CONTRACT_VERSION,
    permutations: sweep.permutations,
    wallSeconds: sweep.wallSeconds,
    cpuSeconds: sweep.cpuSeconds,
    controllers: controllers.map((controller) =>
      replayedController(
        controller,
        cells.filter((cell) => cell.controller === controller),
      ),
    ),
  };
}

function replayedController(
  { name, sha256 }: AdmittedController,
  played: readonly PlayedCell[],
): ReplayedController {
  const cells = played.map(replayedCell);
  const environments = [...new Set(played.map(({ environment }) => environment))];
  const frontier: number[] = [];
  for (const { name: environment } of environments) {
    const indices = [...cells.keys()].filter((k) => cells[k]?.environment === environment);
    for (const k of paretoFrontier(indices.map((index) => cells[index]!))) {
      frontier.push(indices[k]!);
    }
  }
  const hypervolume = estimateHypervolume(
    environments.map((environment) => ({
      questionSet: environment.questionSet,
      questionCount: environment.questionCount,
      fullCostTokens: environment.fullCostTokens,
      cells: played
        .filter((cell) => cell.environment === environment)
        .map(({ columns }) => ({ correct: columns.correct, tokens: columns.tokens })),
    })),
  );
  return { name, sha256, frontier, hypervolume, cells };
}

function replayedCell({ environment, beta, columns }: PlayedCell): ReplayedCell {
  const { questionSet, questionCount } = environment;
  const figures = summarizeEpisodes(columns);
  const estimate = estimateMean([{ questionSet, questionCount, values: columns.correct }], {
    range: [0, 1],
  });
  return {
    environment: environment.name,
    answers: "exact",
    beta,
    accuracy: figures.accuracy,
    accuracyInterval: estimate.interval,
    ...(estimate.interval === null ? { accuracyIntervalReason: estimate.reason } : {}),
    tokens: figures.tokens,
    tokensP95: figures.tokensP95,
    criticalPathTokens: figures.criticalPathTokens,
    longestBranchTokens: figures.longestBranchTokens,
    probes: figures.probes,
    branchesOpened: figures.branchesOpened,
    branchesPruned: figures.branchesPruned,
    episodes: figures.episodes,
  };
}
