import type { Estimate } from "../../domain/estimate.ts";
import { estimateMean } from "../../statistics/estimate-mean.ts";
import type { EpisodeFigures } from "../../statistics/summarize-episodes.ts";
import type { PlayedFigures } from "./find-cell.ts";

/** What we measured on one environment, or on several that weigh the same. */
export interface Measured {
  /** In [0, 1]. */
  readonly accuracy: Estimate;
  readonly tokens: Estimate;
  readonly criticalPathTokens: Estimate;
  readonly longestBranchTokens: Estimate;
}

/** @param cells of one controller and β, on one environment each; at least one. */
export function measureCells(cells: readonly PlayedFigures[]): Measured {
  return {
    accuracy: measureColumn(cells, "correct", 1),
    tokens: measureColumn(cells, "tokens"),
    criticalPathTokens: measureColumn(cells, "criticalPathTokens"),
    longestBranchTokens: measureColumn(cells, "longestBranchTokens"),
  };
}

/**
 * One figure of such cells.
 *
 * @param most that it can be.
 */
export function measureColumn(
  cells: readonly PlayedFigures[],
  column: keyof EpisodeFigures,
  most = Infinity,
): Estimate {
  return estimateMean(
    cells.map(({ environment: { questionSet, questionCount }, columns }) => ({
      questionSet,
      questionCount,
      values: columns[column],
    })),
    { range: [0, most] },
  );
}
