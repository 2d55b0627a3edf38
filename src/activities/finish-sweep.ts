import { betasOf } from "../domain/sweep.ts";
import { summarizeEpisodes } from "../statistics/summarize-episodes.ts";
import { insertCell, readCells } from "../store/cells.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import type { SweepInput } from "./plan-sweep.ts";
import { readColumns } from "./read-columns.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { readSweepSpec } from "./sweep-source.ts";

/** Sums the shards of a sweep up into cells. Repeating it changes nothing. */
export async function finishSweep(
  { store }: Pick<ReplayDeps, "store">,
  { source, controllers }: SweepInput,
): Promise<{ readonly cells: number }> {
  const spec = await readSweepSpec(store, source);
  let cells = 0;
  for (const controller of controllers) {
    for (const environment of spec.environments) {
      for (const beta of betasOf(controller, spec.betas)) {
        const identity = cellIdentity(spec, controller.hash, environment.contentHash, beta);
        const key = cellKey(identity);
        cells++;
        if ((await readCells(store, spec.split, [key])).length > 0) continue;
        const columns = await readColumns(store, spec, environment, key);
        await insertCell(store, spec.split, key, identity, summarizeEpisodes(columns));
      }
    }
  }
  return { cells };
}
