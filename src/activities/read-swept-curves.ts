import type { SweptCurve } from "../statistics/average-curves.ts";
import { readQuestionSet } from "../store/environments.ts";
import type { Sql } from "../store/store.ts";
import { readColumns } from "./read-columns.ts";
import { readControllerCells } from "./read-controller-cells.ts";
import type { SweepSpec } from "./sweep-source.ts";

/**
 * Every episode of a controller's cells in a sweep, a curve an environment.
 *
 * @param scale T of every environment by name.
 */
export async function readSweptCurves(
  sql: Sql,
  sweep: SweepSpec,
  controllerHash: string,
  scale: ReadonlyMap<string, number>,
): Promise<SweptCurve[]> {
  const curves: SweptCurve[] = [];
  for (const environment of sweep.environments) {
    const stored = await readControllerCells(sql, sweep, controllerHash, environment);
    const cells: SweptCurve["cells"][number][] = [];
    for (const { key, beta, figures } of stored) {
      const { correct, tokens } = await readColumns(sql, sweep, environment, key);
      cells.push({ beta, figures, correct, tokens });
    }
    curves.push({
      questionSet: await readQuestionSet(sql, sweep.split, environment.contentHash),
      questionCount: environment.questionCount,
      fullCostTokens: scale.get(environment.name)!,
      cells,
    });
  }
  return curves;
}
