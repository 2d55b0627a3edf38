import { type Curve, createCurve, sortByTokens } from "./curve.ts";
import type { FrontierPoint } from "./pareto-frontier.ts";

/** The cheapest budget looked at is the full cost divided by this: about one chain of SC@64. */
const BUDGET_RATIO = 64;

/**
 * What a whole frontier is worth, in [0, 1]: the best accuracy within a budget, averaged over the
 * logarithm of the budget from T/64 to T; 0 counts where the budget buys no point at all.
 * Exact: the best accuracy is a step function of the budget, so the average is a finite sum.
 *
 * @param fullCostTokens T: mean tokens of SC@min(64, N) on the same environment.
 *
 * @example
 * ```ts
 * const half = { tokens: 8_000, accuracy: 0.6 };
 * assert.ok(Math.abs(hypervolume([half], 64_000) - 0.6 / 2) < 1e-12);
 * ```
 */
export function hypervolume(points: readonly FrontierPoint[], fullCostTokens: number): number {
  const figures = Float64Array.from(points.flatMap(({ accuracy, tokens }) => [accuracy, tokens]));
  const curve = createCurve(points.length, 0);
  return curveHypervolume(curve, fullCostTokens, figures, new Float64Array(figures.length));
}

/**
 * The hypervolume of a curve whose points are given as figures. Writes its derivative by each figure
 * to `gradient` (zeros before), where points stay in their order; allocates nothing.
 *
 * @throws RangeError when the full cost is not above 0: there is no logarithm to average over.
 */
export function curveHypervolume(
  curve: Curve,
  fullCostTokens: number,
  figures: Float64Array,
  gradient: Float64Array,
): number {
  if (!(fullCostTokens > 0)) {
    throw new RangeError(`Cannot scale budgets by a full cost of ${fullCostTokens} tokens.`);
  }
  sortByTokens(curve, figures);
  const span = Math.log(BUDGET_RATIO);
  const cheapest = fullCostTokens / BUDGET_RATIO;
  let area = 0;
  let best = 0;
  let bestAt = -1;
  let reached = Math.log(cheapest);
  const end = Math.log(fullCostTokens);

  for (const at of curve.byTokens) {
    const accuracy = figures[at] ?? 0;
    const tokens = figures[at + 1] ?? 0;
    if (tokens >= fullCostTokens) break;
    if (accuracy <= best) continue;
    const position = Math.log(Math.max(tokens, cheapest));
    area += best * (position - reached);
    if (bestAt >= 0) gradient[bestAt] = (position - reached) / span;
    if (tokens > cheapest) gradient[at + 1] = (best - accuracy) / tokens / span;
    best = accuracy;
    bestAt = at;
    reached = position;
  }
  area += best * (end - reached);
  if (bestAt >= 0) gradient[bestAt] = (end - reached) / span;
  return area / span;
}
