import type { CurvePoint } from "../discovery/curve-point.ts";
import { readCells } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import type { SweepSpec } from "./sweep-source.ts";

/** Every cell that a controller has under the rules of a sweep, by environment and β. */
export async function readCurve(
  sql: Sql,
  spec: SweepSpec,
  controllerHash: string,
): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (const environment of spec.environments) {
    const keys = [null, ...spec.betas].map((beta) =>
      cellKey(cellIdentity(spec, controllerHash, environment.contentHash, beta)),
    );
    const cells = await readCells(sql, spec.split, keys);
    for (const { beta, figures } of cells.toSorted((a, b) => (a.beta ?? 0) - (b.beta ?? 0))) {
      points.push({ environment: environment.name, beta, figures });
    }
  }
  return points;
}
