import { type Estimate, mapEstimate } from "../../domain/estimate.ts";
import { estimateRatio } from "../../statistics/estimate-ratio.ts";
import { findCell, type PlayedFigures } from "./find-cell.ts";
import { MAIN_TABLE, MODELS } from "./published-tables.ts";

/** How many fewer tokens one controller takes than another, by both formulas there are. */
export interface TokenReduction {
  /** Environments it is over. */
  readonly environments: readonly string[];
  /** Mean over environments of 1 − tokens / baseline's tokens. */
  readonly meanOfReductions: Estimate;
  /** 1 − tokens of all environments together / the baseline's of all together. */
  readonly onSummedTokens: Estimate;
}

const HELD_OUT = ["aime25", "hmmt25"];

/** CMC at β = 0.5 beside SC@64, on the held-out environments that are there; `null` without any. */
export function measuredReduction(played: readonly PlayedFigures[]): TokenReduction | null {
  const pairs = HELD_OUT.flatMap((dataset) =>
    MODELS.flatMap((model) => {
      const name = `${model}/${dataset}`;
      const ours = findCell(played, name, "cmc", 0.5);
      const baseline = findCell(played, name, "sc@64", null);
      if (ours === undefined || baseline === undefined) return [];
      const { questionSet, questionCount } = ours.environment;
      return {
        name,
        questionSet,
        questionCount,
        a: ours.columns.tokens,
        b: baseline.columns.tokens,
      };
    }),
  );
  if (pairs.length === 0) return null;
  return {
    environments: pairs.map(({ name }) => name),
    meanOfReductions: reductionOf(estimateRatio(pairs.map((pair) => [pair]))),
    onSummedTokens: reductionOf(estimateRatio([pairs])),
  };
}

function reductionOf(ratio: Estimate): Estimate {
  return mapEstimate(ratio, (spent) => 1 - spent);
}

/** The same two figures from the cells that the paper prints: 8 of them. */
export function printedReduction(): Readonly<
  Record<"meanOfReductions" | "onSummedTokens", number>
> {
  const ours = heldOutTokens("cmc");
  const baseline = heldOutTokens("sc@64");
  return {
    meanOfReductions: mean(ours.map((tokens, k) => 1 - tokens / baseline[k]!)),
    onSummedTokens: 1 - sum(ours) / sum(baseline),
  };
}

/** Printed thousands of tokens on the held-out sets, of a method at its cheaper β. */
function heldOutTokens(controller: string): readonly number[] {
  const rows = MAIN_TABLE.filter((row) => row.controller === controller && row.beta !== 1);
  return rows.flatMap(({ cells: [, aime25, hmmt25] }) => [aime25[1], hmmt25[1]]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
