import type { Estimate } from "../../domain/estimate.ts";
import { estimateMean } from "../../statistics/estimate-mean.ts";
import type { PlayedFigures } from "./find-cell.ts";
import { summarizeEpisodes } from "../../statistics/summarize-episodes.ts";

/** What we measured on one environment, or on several that weigh the same. */
export interface Measured {
  /** In [0, 1]. */
  readonly accuracy: Estimate;
  readonly tokens: number;
  readonly criticalPathTokens: number;
  readonly longestBranchTokens: number;
  /** Width: branches opened. */
  readonly branchesOpened: number;
}

/** @param cells of one controller and β, on one environment each; at least one. */
export function measureCells(cells: readonly PlayedFigures[]): Measured {
  const figures = cells.map(({ columns }) => summarizeEpisodes(columns));
  const mean = (figure: Exclude<keyof Measured, "accuracy">) =>
    figures.reduce((sum, one) => sum + one[figure], 0) / figures.length;
  return {
    accuracy: estimateMean(
      cells.map(({ environment: { questionSet, questionCount }, columns }) => ({
        questionSet,
        questionCount,
        values: columns.correct,
      })),
      { range: [0, 1] },
    ),
    tokens: mean("tokens"),
    criticalPathTokens: mean("criticalPathTokens"),
    longestBranchTokens: mean("longestBranchTokens"),
    branchesOpened: mean("branchesOpened"),
  };
}
