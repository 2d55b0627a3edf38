import type { CellFigures } from "../domain/cell.ts";
import { quantile } from "./quantile.ts";

/** The columns a cell is summed from, one entry an episode, in any order of episodes. */
export interface EpisodeFigures {
  /** 1 where the answer is right, else 0. */
  readonly correct: Uint8Array;
  readonly tokens: Float64Array;
  readonly criticalPathTokens: Float64Array;
  readonly longestBranchTokens: Float64Array;
  readonly probes: Uint32Array;
  readonly branchesOpened: Uint16Array;
  readonly branchesPruned: Uint16Array;
}

/**
 * Sums episodes up into the figures of their cell, but for the interval: that one depends on which
 * question an episode belongs to. P50 and P95 are over episodes, by the rule
 * of `quantile`. Whole token counts are added exactly up to 2^53.
 *
 * @throws RangeError when there are no episodes.
 */
export function summarizeEpisodes(columns: EpisodeFigures): Omit<CellFigures, "accuracyInterval"> {
  const tokens = columns.tokens.toSorted();
  const criticalPathTokens = columns.criticalPathTokens.toSorted();
  return {
    episodes: columns.correct.length,
    accuracy: mean(columns.correct),
    tokens: mean(columns.tokens),
    tokensP50: quantile(tokens, 0.5),
    tokensP95: quantile(tokens, 0.95),
    criticalPathTokens: mean(columns.criticalPathTokens),
    criticalPathTokensP50: quantile(criticalPathTokens, 0.5),
    criticalPathTokensP95: quantile(criticalPathTokens, 0.95),
    longestBranchTokens: mean(columns.longestBranchTokens),
    probes: mean(columns.probes),
    branchesOpened: mean(columns.branchesOpened),
    branchesPruned: mean(columns.branchesPruned),
  };
}

function mean(values: ArrayLike<number> & Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
