import type { Range } from "../../domain/cell.ts";
import type { EpisodeRules } from "../../domain/episode-rules.ts";
import type { Estimate, Interval } from "../../domain/estimate.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { CONTRACT_VERSION } from "../../replay/contract.ts";
import { estimateHypervolume } from "../../statistics/estimate-hypervolume.ts";
import { estimateMean } from "../../statistics/estimate-mean.ts";
import { paretoFrontier } from "../../statistics/pareto-frontier.ts";
import { summarizeEpisodes } from "../../statistics/summarize-episodes.ts";
import type { AdmittedController } from "./admit-controllers.ts";
import { type CostFall, findCostFalls } from "./find-cost-falls.ts";
import type { EnvironmentFlip } from "./find-flips.ts";
import type { PlayedCell } from "./play-sweep.ts";
import type { SweptEnvironment } from "./with-environments.ts";

/** What `replay --json` prints. Figures are not rounded. */
export interface ReplayDocument {
  readonly contractVersion: number;
  readonly permutations: Range;
  /** What every episode was played by. */
  readonly rules: EpisodeRules;
  readonly wallSeconds: number;
  /** Of this process and its children; `null` where the system does not tell. */
  readonly cpuSeconds: number | null;
  readonly controllers: readonly ReplayedController[];
  /** Questions whose verdict depends on how answers compare; absent where one answer mode was asked for. */
  readonly flips?: readonly EnvironmentFlip[];
}

export interface ReplayedController {
  readonly name: string;
  readonly sha256: string;
  /** Indices of the cells that no other cell of this controller beats on their environment in their answer mode. */
  readonly frontier: readonly number[];
  /** Mean over environments; in the first answer mode, where several were asked for. */
  readonly hypervolume: Estimate;
  /** The same in every answer mode; absent where one was asked for. */
  readonly hypervolumes?: Readonly<Partial<Record<AnswerMode, Estimate>>>;
  /** Neighbouring βs of which the larger one costs less: in the mean, whether separated or not. */
  readonly costFalls: readonly CostFall[];
  /** Environment by environment, answer mode by answer mode, β ascending. */
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
  readonly tokensInterval: Interval | null;
  /** Why there is no interval; absent where there is one. */
  readonly tokensIntervalReason?: string;
  readonly tokensP50: number;
  readonly tokensP95: number;
  /** What the probes cost, which is part of `tokens`; 0 unless the rules charge for them. */
  readonly probeTokens: number;
  readonly criticalPathTokens: number;
  readonly criticalPathTokensP50: number;
  readonly criticalPathTokensP95: number;
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
  sweep: Pick<ReplayDocument, "permutations" | "rules" | "wallSeconds" | "cpuSeconds" | "flips">,
): ReplayDocument {
  return {
    contractVersion: CONTRACT_VERSION,
    permutations: sweep.permutations,
    rules: sweep.rules,
    wallSeconds: sweep.wallSeconds,
    cpuSeconds: sweep.cpuSeconds,
    controllers: controllers.map((controller) =>
      replayedController(
        controller,
        cells.filter((cell) => cell.controller === controller),
      ),
    ),
    ...(sweep.flips === undefined ? {} : { flips: sweep.flips }),
  };
}

function replayedController(
  { name, sha256 }: AdmittedController,
  played: readonly PlayedCell[],
): ReplayedController {
  const cells = played.map(replayedCell);
  const environments = [...new Set(played.map(({ environment }) => environment))];
  const frontier = environments.flatMap((environment) => {
    const indices = [...played.keys()].filter((k) => played[k]?.environment === environment);
    return paretoFrontier(indices.map((index) => cells[index]!)).map((k) => indices[k]!);
  });
  const modes = [...new Set(environments.map(({ answers }) => answers))];
  const hypervolumes = modes.map((mode) => {
    const inMode = environments.filter(({ answers }) => answers === mode);
    return [mode, hypervolumeOf(inMode, played)] as const;
  });
  return {
    name,
    sha256,
    frontier,
    hypervolume: hypervolumes[0]![1],
    ...(modes.length > 1 ? { hypervolumes: Object.fromEntries(hypervolumes) } : {}),
    costFalls: findCostFalls(played),
    cells,
  };
}

function hypervolumeOf(
  environments: readonly SweptEnvironment[],
  played: readonly PlayedCell[],
): Estimate {
  return estimateHypervolume(
    environments.map((environment) => ({
      questionSet: environment.questionSet,
      questionCount: environment.questionCount,
      fullCostTokens: environment.fullCostTokens,
      cells: played
        .filter((cell) => cell.environment === environment)
        .map(({ columns }) => ({ correct: columns.correct, tokens: columns.tokens })),
    })),
  );
}

function replayedCell({ environment, beta, columns, probeTokens }: PlayedCell): ReplayedCell {
  const { questionSet, questionCount } = environment;
  const figures = summarizeEpisodes(columns);
  const estimate = (values: ArrayLike<number>, most: number) =>
    estimateMean([{ questionSet, questionCount, values }], { range: [0, most] });
  const accuracy = estimate(columns.correct, 1);
  const tokens = estimate(columns.tokens, Infinity);
  return {
    environment: environment.name,
    answers: environment.answers,
    beta,
    accuracy: figures.accuracy,
    accuracyInterval: accuracy.interval,
    ...(accuracy.interval === null ? { accuracyIntervalReason: accuracy.reason } : {}),
    tokens: figures.tokens,
    tokensInterval: tokens.interval,
    ...(tokens.interval === null ? { tokensIntervalReason: tokens.reason } : {}),
    tokensP50: figures.tokensP50,
    tokensP95: figures.tokensP95,
    probeTokens,
    criticalPathTokens: figures.criticalPathTokens,
    criticalPathTokensP50: figures.criticalPathTokensP50,
    criticalPathTokensP95: figures.criticalPathTokensP95,
    longestBranchTokens: figures.longestBranchTokens,
    probes: figures.probes,
    branchesOpened: figures.branchesOpened,
    branchesPruned: figures.branchesPruned,
    episodes: figures.episodes,
  };
}
