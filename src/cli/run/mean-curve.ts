import type { CellResource } from "../../schemas/cell.ts";
import { paretoFrontier } from "../../statistics/pareto-frontier.ts";

/** A controller at one β, averaged over environments, which weigh the same. */
export interface MeanPoint {
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly accuracy: number;
  readonly tokens: number;
  readonly criticalPathTokens: number;
  /** No other point of this controller is as accurate for less. */
  readonly onFrontier: boolean;
}

/** The curve that a controller's cells add up to, β ascending. */
export function meanCurve(
  cells: readonly Pick<CellResource, "beta" | "figures">[],
): readonly MeanPoint[] {
  const betas = [...new Set(cells.map(({ beta }) => beta))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  const points = betas.map((beta) => {
    const group = cells.filter((cell) => cell.beta === beta).map(({ figures }) => figures);
    return {
      beta,
      accuracy: mean(group.map(({ accuracy }) => accuracy)),
      tokens: mean(group.map(({ tokens }) => tokens)),
      criticalPathTokens: mean(group.map(({ criticalPathTokens }) => criticalPathTokens)),
    };
  });
  const frontier = new Set(paretoFrontier(points));
  return points.map((point, index) => ({ ...point, onFrontier: frontier.has(index) }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
