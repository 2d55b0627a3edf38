import type { SweptCurve } from "../statistics/average-curves.ts";
import { readCells } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { readColumns } from "./read-columns.ts";
import { readQuestionSet } from "./read-question-set.ts";
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
    const keys = [null, ...sweep.betas].map((beta) =>
      cellKey(cellIdentity(sweep, controllerHash, environment.contentHash, beta)),
    );
    const stored = await readCells(sql, sweep.split, keys);
    const cells: SweptCurve["cells"][number][] = [];
    for (const { key, beta, figures } of stored.toSorted((a, b) => (a.beta ?? 0) - (b.beta ?? 0))) {
      const { correct, tokens } = await readColumns(sql, sweep, environment, key);
      cells.push({ beta, figures, correct, tokens });
    }
    curves.push({
      questionSet: await readQuestionSet(sql, sweep, environment),
      questionCount: environment.questionCount,
      fullCostTokens: scale.get(environment.name)!,
      cells,
    });
  }
  return curves;
}
