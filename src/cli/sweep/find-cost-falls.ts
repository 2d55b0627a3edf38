import { type Estimate, isSeparated } from "../../domain/estimate.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { estimateDifference } from "../../statistics/estimate-difference.ts";
import type { EpisodeColumns } from "../../replay/episode-columns.ts";
import type { SweptEnvironment } from "./with-environments.ts";

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

/** What is looked at of a cell; those of one environment in one answer mode share its object. */
export interface PricedCell {
  readonly environment: Pick<
    SweptEnvironment,
    "name" | "answers" | "questionSet" | "questionCount"
  >;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly columns: Pick<EpisodeColumns, "tokens">;
}

/**
 * Where more β buys less: knobs that move as they declare do not make measured tokens follow.
 *
 * @param cells of one controller, β ascending in each environment and answer mode.
 */
export function findCostFalls(cells: readonly PricedCell[]): readonly CostFall[] {
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
