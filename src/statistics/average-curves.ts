import type { CellFigures } from "../domain/cell.ts";
import type { MeanCurve } from "../domain/mean-curve.ts";
import { type EpisodeCurve, estimateHypervolume } from "./estimate-hypervolume.ts";
import { estimateMean } from "./estimate-mean.ts";
import { paretoFrontier } from "./pareto-frontier.ts";

/** A curve with what its cells were summed up to; β ascending. */
export interface SweptCurve extends EpisodeCurve {
  readonly cells: readonly (EpisodeCurve["cells"][number] & {
    readonly beta: number | null;
    readonly figures: Pick<CellFigures, "accuracy" | "tokens" | "criticalPathTokens">;
  })[];
}

/**
 * Averages one controller's curves over environments that weigh the same. Environments of one
 * question set are resampled together, so an interval is that of the mean and not a mean of intervals.
 *
 * @throws RangeError when there are no curves, or curves of different βs.
 */
export function averageCurves(curves: readonly SweptCurve[]): MeanCurve {
  const betas = betasOf(curves);
  const means = betas.map((beta, index) => {
    const cells = curves.map((curve) => curve.cells[index]!);
    const correct = curves.map(({ questionSet, questionCount }, environment) => ({
      questionSet,
      questionCount,
      values: cells[environment]!.correct,
    }));
    const meanOf = (figure: keyof (typeof cells)[number]["figures"]) =>
      cells.reduce((sum, { figures }) => sum + figures[figure], 0) / cells.length;
    return {
      beta,
      accuracy: meanOf("accuracy"),
      accuracyInterval: estimateMean(correct, { range: [0, 1] }).interval,
      tokens: meanOf("tokens"),
      criticalPathTokens: meanOf("criticalPathTokens"),
    };
  });
  const frontier = new Set(paretoFrontier(means));
  return {
    points: means.map((point, index) => ({ ...point, onFrontier: frontier.has(index) })),
    hypervolume: estimateHypervolume(curves),
  };
}

function betasOf([first, ...others]: readonly SweptCurve[]): readonly (number | null)[] {
  const betas = first?.cells.map(({ beta }) => beta) ?? [];
  const agree = others.every(
    ({ cells }) =>
      cells.length === betas.length && cells.every(({ beta }, index) => beta === betas[index]),
  );
  if (betas.length > 0 && agree) return betas;
  throw new RangeError("Cannot average curves unless they have cells at the same βs.");
}
