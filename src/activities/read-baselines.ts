import { createHash } from "node:crypto";
import type { CurvePoint } from "../discovery/curve-point.ts";
import type { ReferenceCurve } from "../discovery/score-prediction.ts";
import type { RunSpec } from "../domain/run-spec.ts";
import { readCells } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { SCALE_CONTROLLER, shippedController } from "./shipped-controllers.ts";
import type { SweepSpec } from "./sweep-source.ts";

/** The hash under which a source is stored. */
function controllerHash(source: string): string {
  return createHash("sha256").update(source, "utf8").digest("hex");
}

/**
 * T of every environment by name: mean tokens of SC@64, which every run plays before its first round.
 * `null` as long as it has no cells.
 */
export async function readScale(sql: Sql, sweep: SweepSpec): Promise<Map<string, number> | null> {
  const hash = controllerHash(shippedController(SCALE_CONTROLLER));
  const scale = new Map<string, number>();
  for (const { name, contentHash } of sweep.environments) {
    const key = cellKey(cellIdentity(sweep, hash, contentHash, null));
    const [cell] = await readCells(sql, sweep.split, [key]);
    if (cell === undefined) return null;
    scale.set(name, cell.figures.tokens);
  }
  return scale;
}

/** The curves of a run's baselines. */
export async function readBaselineCurves(
  spec: RunSpec,
  curveOf: (hash: string) => Promise<CurvePoint[]>,
): Promise<ReferenceCurve[]> {
  const curves: ReferenceCurve[] = [];
  for (const name of spec.baselines) {
    curves.push({ name, points: await curveOf(controllerHash(shippedController(name))) });
  }
  return curves;
}
