import type { CellResource } from "../schemas/cell.ts";
import { readCells } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import type { SweepSpec, SweptEnvironment } from "./sweep-source.ts";

/** The cells that a controller has on one environment under the rules of a sweep, β ascending. */
export async function readControllerCells(
  sql: Sql,
  sweep: SweepSpec,
  controllerHash: string,
  { contentHash }: SweptEnvironment,
): Promise<CellResource[]> {
  const keys = [null, ...sweep.betas].map((beta) =>
    cellKey(cellIdentity(sweep, controllerHash, contentHash, beta)),
  );
  const cells = await readCells(sql, sweep.split, keys);
  return cells.toSorted((a, b) => (a.beta ?? 0) - (b.beta ?? 0));
}
