import type { Estimate } from "../../domain/estimate.ts";
import { estimateMean } from "../../statistics/estimate-mean.ts";
import { findCell, type PlayedFigures } from "./find-cell.ts";
import { MAIN_TABLE, MODELS } from "./published-tables.ts";

/** How many fewer tokens one controller takes than another, by both formulas there are. */
export interface TokenReduction {
  /** Environments it is over. */
  readonly environments: readonly string[];
  /** Mean over environments of 1 − tokens / baseline's tokens. */
  readonly meanOfReductions: Estimate;
  /** 1 − tokens of all environments together / the baseline's of all together. */
  readonly onSummedTokens: number;
}

const HELD_OUT = ["aime25", "hmmt25"];

/** CMC at β = 0.5 beside SC@64, on the held-out environments that are there; `null` without any. */
export function measuredReduction(played: readonly PlayedFigures[]): TokenReduction | null {
  const pairs = HELD_OUT.flatMap((dataset) =>
    MODELS.flatMap((model) => {
      const environment = `${model}/${dataset}`;
      const ours = findCell(played, environment, "cmc", 0.5);
      const baseline = findCell(played, environment, "sc@64", null);
      return ours === undefined || baseline === undefined ? [] : [{ environment, ours, baseline }];
    }),
  );
  if (pairs.length === 0) return null;
  return {
    environments: pairs.map(({ environment }) => environment),
    meanOfReductions: estimateMean(pairs.map(linearisedReduction)),
    onSummedTokens:
      1 -
      sum(pairs.map(({ ours }) => mean(ours.columns.tokens))) /
        sum(pairs.map(({ baseline }) => mean(baseline.columns.tokens))),
  };
}

/** The same two figures from the cells that the paper prints: 8 of them. */
export function printedReduction(): Pick<TokenReduction, "onSummedTokens"> & {
  readonly meanOfReductions: number;
} {
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

/**
 * The reduction r = 1 − t/b of two means as values of episodes whose mean it is: r − (t_e − b_e·t/b) / b, the
 * ratio to first order, so that its interval takes the scatter of both into account.
 */
function linearisedReduction({
  ours,
  baseline,
}: Readonly<Record<"ours" | "baseline", PlayedFigures>>) {
  const { questionSet, questionCount } = ours.environment;
  const baselineMean = mean(baseline.columns.tokens);
  const ratio = mean(ours.columns.tokens) / baselineMean;
  const values = ours.columns.tokens.map(
    (tokens, episode) =>
      1 - ratio - (tokens - ratio * baseline.columns.tokens[episode]!) / baselineMean,
  );
  return { questionSet, questionCount, values };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}
