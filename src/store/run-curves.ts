import * as z from "zod";

import type { MeanCurve } from "../domain/mean-curve.ts";
import { meanCurveSchema } from "../schemas/mean-curve.ts";
import { sha256Schema } from "../schemas/wire-types.ts";
import type { Sql } from "./store.ts";

const rowSchema = z.object({ controllerHash: sha256Schema, curve: meanCurveSchema });

/** Keeps what a controller came to in a run; the same step again writes the same. */
export async function putRunCurve(
  sql: Sql,
  runId: string,
  controllerHash: string,
  curve: MeanCurve,
): Promise<void> {
  await sql.execute(
    `INSERT INTO run_curves (run_id, controller_hash, curve) VALUES ($1, $2, $3)
     ON CONFLICT (run_id, controller_hash) DO UPDATE SET curve = excluded.curve`,
    [runId, controllerHash, JSON.stringify(curve)],
  );
}

/** The curves that these controllers have in a run, by hash; one that is not evaluated has none. */
export async function readRunCurves(
  sql: Sql,
  runId: string,
  controllerHashes: readonly string[],
): Promise<Map<string, MeanCurve>> {
  const rows = await sql.rows(
    rowSchema,
    `SELECT controller_hash, curve FROM run_curves
      WHERE run_id = $1 AND controller_hash = ANY($2)`,
    [runId, controllerHashes],
  );
  return new Map(rows.map(({ controllerHash, curve }) => [controllerHash, curve]));
}
