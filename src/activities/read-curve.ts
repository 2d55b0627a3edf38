import type { CurvePoint } from "../discovery/curve-point.ts";
import type { Sql } from "../store/store.ts";
import { readControllerCells } from "./read-controller-cells.ts";
import type { SweepSpec } from "./sweep-source.ts";

/** Every cell that a controller has under the rules of a sweep, by environment and β. */
export async function readCurve(
  sql: Sql,
  spec: SweepSpec,
  controllerHash: string,
): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (const environment of spec.environments) {
    const cells = await readControllerCells(sql, spec, controllerHash, environment);
    for (const { beta, figures } of cells) {
      points.push({ environment: environment.name, beta, figures });
    }
  }
  return points;
}
