import type { CurvePoint } from "../discovery/curve-point.ts";
import type { Interval } from "../domain/estimate.ts";
import { estimateMean } from "../statistics/estimate-mean.ts";
import { readCells } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { readColumns } from "./read-columns.ts";
import type { SweepSpec, SweptEnvironment } from "./sweep-source.ts";

/** Accuracy intervals by cell key: a cell never changes, and an interval takes a bootstrap. */
export type IntervalCache = Map<string, Interval | null>;

/** Every cell that a controller has under the rules of a sweep, by environment and β. */
export async function readCurve(
  sql: Sql,
  spec: SweepSpec,
  controllerHash: string,
  intervals: IntervalCache,
): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (const environment of spec.environments) {
    const keys = [null, ...spec.betas].map((beta) =>
      cellKey(cellIdentity(spec, controllerHash, environment.contentHash, beta)),
    );
    const cells = await readCells(sql, spec.split, keys);
    for (const cell of cells.toSorted((a, b) => (a.beta ?? 0) - (b.beta ?? 0))) {
      const known = intervals.get(cell.key);
      const accuracyInterval =
        known === undefined ? await accuracyIntervalOf(sql, spec, environment, cell.key) : known;
      intervals.set(cell.key, accuracyInterval);
      const { beta, figures } = cell;
      points.push({ environment: environment.name, beta, figures, accuracyInterval });
    }
  }
  return points;
}

async function accuracyIntervalOf(
  sql: Sql,
  spec: SweepSpec,
  environment: SweptEnvironment,
  key: string,
): Promise<Interval | null> {
  const { correct } = await readColumns(sql, spec, environment, key);
  const { contentHash, questionCount } = environment;
  const accuracy = { questionSet: contentHash, questionCount, values: correct };
  return estimateMean([accuracy], { range: [0, 1] }).interval;
}
