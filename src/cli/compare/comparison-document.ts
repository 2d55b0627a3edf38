import type { Range } from "../../domain/cell.ts";
import type { EpisodeRules } from "../../domain/episode-rules.ts";
import type { Estimate, Interval } from "../../domain/estimate.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { type StatedEstimate, stateEstimate } from "../../domain/stated-estimate.ts";
import { CONTRACT_VERSION } from "../../replay/contract.ts";
import { estimateDifference } from "../../statistics/estimate-difference.ts";
import { estimateHypervolumeDifference } from "../../statistics/estimate-hypervolume.ts";
import type { EpisodeColumns } from "../../replay/episode-columns.ts";
import {
  estimateAtMatchedAccuracy,
  estimateAtMatchedTokens,
} from "../../statistics/estimate-matched.ts";
import type { AdmittedController } from "../sweep/admit-controllers.ts";
import type { SweptEnvironment } from "../sweep/with-environments.ts";

/** What `compare --json` prints: controller a beside controller b. Figures are not rounded. */
export interface ComparisonDocument {
  readonly contractVersion: number;
  readonly permutations: Range;
  readonly answers: AnswerMode;
  /** What every episode was played by. */
  readonly rules: EpisodeRules;
  readonly a: ComparedController;
  readonly b: ComparedController;
  /** Each environment by itself, and all of them together where there are several. */
  readonly comparisons: readonly Comparison[];
}

export interface ComparedController {
  readonly name: string;
  readonly sha256: string;
  readonly hasKnobs: boolean;
}

/** On one environment, or on several that weigh the same, all models of a question together. */
export interface Comparison {
  readonly environments: readonly string[];
  /** a − b at each β that both have; at `null` where neither has knobs, nothing where one of them has. */
  readonly atEqualBeta: readonly {
    readonly beta: number | null;
    readonly accuracy: StatedEstimate;
    readonly tokens: StatedEstimate;
    readonly criticalPathTokens: StatedEstimate;
  }[];
  /** `null` where no tokens are covered by both. */
  readonly atMatchedTokens: {
    /** What both cover. */
    readonly tokens: Interval;
    /** a − b, mean over these tokens. */
    readonly accuracy: StatedEstimate;
  } | null;
  /** `null` where no accuracy is covered by both. */
  readonly atMatchedAccuracy: {
    /** What both cover. */
    readonly accuracy: Interval;
    /** a / b, geometric mean over these accuracies. */
    readonly tokenRatio: StatedEstimate;
  } | null;
  /** a − b, mean over environments. */
  readonly hypervolume: StatedEstimate;
}

/** What is looked at of a cell that was played. */
export interface ComparedCell {
  readonly controller: Pick<AdmittedController, "sha256">;
  readonly environment: Pick<
    SweptEnvironment,
    "name" | "questionSet" | "questionCount" | "fullCostTokens"
  >;
  readonly beta: number | null;
  readonly columns: Pick<EpisodeColumns, "correct" | "tokens" | "criticalPathTokens">;
}

/** Compares two controllers that were swept over the same environments and βs, in one answer mode. */
export function comparisonDocument(
  a: ComparedController,
  b: ComparedController,
  cells: readonly ComparedCell[],
  { permutations, answers, rules }: Pick<ComparisonDocument, "permutations" | "answers" | "rules">,
): ComparisonDocument {
  const environments = new Map(cells.map(({ environment }) => [environment.name, environment]));
  const pairs = [...environments.values()].map((environment): Pair => {
    const ofEnvironment = cells.filter((cell) => cell.environment.name === environment.name);
    return {
      environment,
      a: ofEnvironment.filter(({ controller }) => controller.sha256 === a.sha256),
      b: ofEnvironment.filter(({ controller }) => controller.sha256 === b.sha256),
    };
  });
  const scopes = [...pairs.map((pair) => [pair]), ...(pairs.length > 1 ? [pairs] : [])];
  return {
    contractVersion: CONTRACT_VERSION,
    permutations,
    answers,
    rules,
    a,
    b,
    comparisons: scopes.map(compare),
  };
}

/** The cells of both controllers on one environment, β ascending. */
interface Pair {
  readonly environment: ComparedCell["environment"];
  readonly a: readonly ComparedCell[];
  readonly b: readonly ComparedCell[];
}

function compare(pairs: readonly Pair[]): Comparison {
  const [a, b] = [pairs.map((pair) => curve(pair, "a")), pairs.map((pair) => curve(pair, "b"))];
  const tokens = estimateAtMatchedTokens(a, b);
  const accuracy = estimateAtMatchedAccuracy(a, b);
  return {
    environments: pairs.map(({ environment }) => environment.name),
    atEqualBeta: commonBetas(pairs).map((beta) => ({
      beta,
      accuracy: stateEstimate(differenceAt(pairs, beta, "correct")),
      tokens: stateEstimate(differenceAt(pairs, beta, "tokens")),
      criticalPathTokens: stateEstimate(differenceAt(pairs, beta, "criticalPathTokens")),
    })),
    atMatchedTokens: tokens && { tokens: tokens.range, accuracy: stateEstimate(tokens.estimate) },
    atMatchedAccuracy: accuracy && {
      accuracy: accuracy.range,
      tokenRatio: stateEstimate(accuracy.estimate, 1),
    },
    hypervolume: stateEstimate(estimateHypervolumeDifference(a, b)),
  };
}

function curve({ environment, ...played }: Pair, side: "a" | "b") {
  const { questionSet, questionCount, fullCostTokens } = environment;
  const cells = played[side].map(({ columns: { correct, tokens } }) => ({ correct, tokens }));
  return { questionSet, questionCount, fullCostTokens, cells };
}

function commonBetas([pair]: readonly Pair[]): (number | null)[] {
  const ofB = new Set(pair?.b.map(({ beta }) => beta));
  return pair?.a.map(({ beta }) => beta).filter((beta) => ofB.has(beta)) ?? [];
}

function differenceAt(
  pairs: readonly Pair[],
  beta: number | null,
  column: "correct" | "tokens" | "criticalPathTokens",
): Estimate {
  return estimateDifference(
    pairs.map(({ environment: { questionSet, questionCount }, a, b }) => ({
      questionSet,
      questionCount,
      a: a.find((cell) => cell.beta === beta)!.columns[column],
      b: b.find((cell) => cell.beta === beta)!.columns[column],
    })),
  );
}
