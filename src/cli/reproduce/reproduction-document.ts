import { type Estimate, mapEstimate } from "../../domain/estimate.ts";
import { estimateRatio } from "../../statistics/estimate-ratio.ts";
import { estimateShare } from "../../statistics/estimate-share.ts";
import { type CostFall, findCostFalls } from "../sweep/find-cost-falls.ts";
import { type Agreement, checkAgreement } from "./check-agreement.ts";
import { type ComparedCell, compareRows } from "./compare-rows.ts";
import { findCell, type PlayedFigures } from "./find-cell.ts";
import { measureCells, measureColumn, type Measured } from "./measure-cells.ts";
import {
  DATASETS,
  DEMO_CASE,
  HEADLINE_REDUCTION_PERCENT,
  INTERVAL_TOKENS,
  MAIN_TABLE,
  MODELS,
  PARALLEL_PROBE_TABLE,
  SEARCH_COST,
  SEARCH_ROUNDS,
} from "./published-tables.ts";
import { measuredReduction, printedReduction, type TokenReduction } from "./token-reduction.ts";

/** What `reproduce --json` prints. Our figures are not rounded; printed ones are as printed. */
export interface ReproductionDocument {
  /** Played of each question; the published number is 100. */
  readonly permutations: number;
  /** Published environments that were not there. */
  readonly missing: readonly string[];
  /** With the published implementation; `null` where other permutations were played. */
  readonly agreement: Agreement | null;
  readonly mainTable: readonly ComparedCell[];
  readonly parallelProbeTable: readonly ComparedCell[];
  readonly headline: {
    readonly publishedPercent: number;
    readonly printed: ReturnType<typeof printedReduction>;
    readonly ours: TokenReduction | null;
  };
  readonly curves: readonly Curve[];
  readonly widthAndDepth: readonly WidthAndDepth[];
  readonly searchRounds: readonly SearchRound[];
  readonly searchCost: typeof SEARCH_COST;
  readonly demoCase: typeof DEMO_CASE & { readonly rightShares: readonly RightShare[] };
}

/** All cells of an environment, β ascending within a controller. */
export interface Curve {
  readonly environment: string;
  readonly cells: readonly (Measured & CellName)[];
  /** Neighbouring βs of which the larger one costs less. */
  readonly costFalls: readonly CostFall[];
}

interface CellName {
  readonly controller: string;
  readonly beta: number | null;
}

/** Means over all environments that were played. */
export interface WidthAndDepth extends CellName {
  /** Branches opened. */
  readonly width: Estimate;
  /** Intervals of a branch, as tokens / (branches × Δ). */
  readonly depth: Estimate;
}

/** Best β of a round of the published search on AIME24, mean of the four models. */
export interface SearchRound {
  /** From 0. */
  readonly round: number;
  readonly accuracyPercent: number;
  readonly kiloTokens: number;
  /** Of the last round, whose controller ships as `cmc`. */
  readonly ours: (Measured & { readonly beta: number }) | null;
}

/** Permutations of the demo question that end with its gold, in [0, 1]; the interval is over permutations. */
export interface RightShare extends CellName {
  readonly share: Estimate;
}

/** Sets the published figures beside those of a sweep. */
export function reproductionDocument(
  played: readonly PlayedFigures[],
  permutations: number,
  missing: readonly string[],
): ReproductionDocument {
  const agreement = checkAgreement(played, permutations);
  const isExact = agreement !== null;
  return {
    permutations,
    missing,
    agreement,
    mainTable: compareRows(MAIN_TABLE, ["aime25", "hmmt25"], played, isExact),
    parallelProbeTable: compareRows(PARALLEL_PROBE_TABLE, DATASETS, played, isExact),
    headline: {
      publishedPercent: HEADLINE_REDUCTION_PERCENT,
      printed: printedReduction(),
      ours: measuredReduction(played),
    },
    curves: curvesOf(played),
    widthAndDepth: widthAndDepth(played),
    searchRounds: searchRounds(played),
    searchCost: SEARCH_COST,
    demoCase: { ...DEMO_CASE, rightShares: rightShares(played) },
  };
}

function curvesOf(played: readonly PlayedFigures[]): readonly Curve[] {
  return [...Map.groupBy(played, (cell) => cell.environment.name)].map(([environment, own]) => {
    const cells = own.map((cell) => ({ ...nameOf(cell), ...measureCells([cell]) }));
    const byController = [...Map.groupBy(own, ({ controller }) => controller.name).values()];
    return { environment, cells, costFalls: byController.flatMap(findCostFalls) };
  });
}

function widthAndDepth(played: readonly PlayedFigures[]): readonly WidthAndDepth[] {
  return [...Map.groupBy(played, (cell) => JSON.stringify(nameOf(cell))).values()].map((cells) => {
    const tokensOfBranch = estimateRatio([
      cells.map(({ environment: { questionSet, questionCount }, columns }) => ({
        questionSet,
        questionCount,
        a: columns.tokens,
        b: columns.branchesOpened,
      })),
    ]);
    return {
      ...nameOf(cells[0]!),
      width: measureColumn(cells, "branchesOpened"),
      depth: mapEstimate(tokensOfBranch, (tokens) => tokens / INTERVAL_TOKENS),
    };
  });
}

function searchRounds(played: readonly PlayedFigures[]): readonly SearchRound[] {
  const betas = new Set(played.map(({ beta }) => beta).filter((beta) => beta !== null));
  const curve = [...betas].map((beta) => {
    const cells = MODELS.flatMap((model) => findCell(played, `${model}/aime24`, "cmc", beta) ?? []);
    return { beta, ...measureCells(cells) };
  });
  const best = curve.toSorted((a, b) => b.accuracy.value - a.accuracy.value)[0] ?? null;
  return SEARCH_ROUNDS.map(([accuracyPercent, kiloTokens], round) => ({
    round,
    accuracyPercent,
    kiloTokens,
    ours: round === SEARCH_ROUNDS.length - 1 ? best : null,
  }));
}

function rightShares(played: readonly PlayedFigures[]): readonly RightShare[] {
  return played
    .filter(({ environment }) => environment.name === DEMO_CASE.environment)
    .map((cell) => {
      const { columns, environment } = cell;
      const count = columns.correct.length / environment.questionCount;
      const from = DEMO_CASE.question * count;
      const right = columns.correct.subarray(from, from + count);
      const rightCount = right.reduce((sum, one) => sum + one, 0);
      return { ...nameOf(cell), share: estimateShare(rightCount, count) };
    });
}

function nameOf({ controller, beta }: PlayedFigures): CellName {
  return { controller: controller.name, beta };
}
