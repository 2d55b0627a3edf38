import { type Estimate, isSeparated } from "../../domain/estimate.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { estimateDifference } from "../../statistics/estimate-difference.ts";
import type { PlayedCell } from "./play-sweep.ts";

/** Two neighbouring βs of which the larger one costs less, on one environment in one answer mode. */
export interface CostFall {
  readonly environment: string;
  readonly answers: AnswerMode;
  readonly from: number;
  readonly to: number;
  /** Mean tokens at `to` minus those at `from`: below 0; paired, on the same episodes. */
  readonly difference: Estimate;
  /** Whether the interval leaves out 0. */
  readonly separated: boolean;
}

/**
 * Where more β buys less: knobs that move as they declare do not make measured tokens follow.
 *
 * @param cells of one controller, β ascending in each environment and answer mode.
 */
export function findCostFalls(
  cells: readonly Pick<PlayedCell, "environment" | "beta" | "columns">[],
): readonly CostFall[] {
  return cells.flatMap((cell, k) => {
    const { environment, beta: to } = cell;
    const before = cells[k - 1];
    if (before?.environment !== environment || before.beta === null || to === null) return [];
    const { name, answers, questionSet, questionCount } = environment;
    const [a, b] = [cell.columns.tokens, before.columns.tokens];
    if (sum(a) >= sum(b)) return [];
    const difference = estimateDifference([{ questionSet, questionCount, a, b }]);
    const separated = isSeparated(difference);
    return [{ environment: name, answers, from: before.beta, to, difference, separated }];
  });
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
