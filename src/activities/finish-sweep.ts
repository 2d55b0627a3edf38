import type { CellFigures } from "../domain/cell.ts";
import { betasOf, type SweptController } from "../domain/sweep.ts";
import type { EpisodeColumns } from "../replay/episode-columns.ts";
import { averageCurves } from "../statistics/average-curves.ts";
import { estimateMean } from "../statistics/estimate-mean.ts";
import { summarizeEpisodes } from "../statistics/summarize-episodes.ts";
import { insertCell, readCells } from "../store/cells.ts";
import { putRunCurve } from "../store/run-curves.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import type { SweepInput } from "./plan-sweep.ts";
import { readScale } from "./read-baselines.ts";
import { readColumns } from "./read-columns.ts";
import { readSweptCurves } from "./read-swept-curves.ts";
import type { ReplayDeps } from "./replay-deps.ts";
import { readSweepSpec, type SweepSpec, type SweptEnvironment } from "./sweep-source.ts";

/**
 * Sums the shards of a sweep up into cells, and those of a run's sweep into one curve a controller.
 * Repeating it changes nothing.
 */
export async function finishSweep(
  { store }: Pick<ReplayDeps, "store">,
  { source, controllers }: SweepInput,
): Promise<{ readonly cells: number }> {
  const sweep = await readSweepSpec(store, source);
  let cells = 0;
  for (const controller of controllers) cells += await storeCells(store, sweep, controller);
  if (source.kind === "run") await storeCurves(store, source.runId, sweep, controllers);
  return { cells };
}

/** @returns how many cells the controller has in this sweep, new or known. */
async function storeCells(
  sql: Sql,
  sweep: SweepSpec,
  controller: SweptController,
): Promise<number> {
  let cells = 0;
  for (const environment of sweep.environments) {
    for (const beta of betasOf(controller, sweep.betas)) {
      const identity = cellIdentity(sweep, controller.hash, environment.contentHash, beta);
      const key = cellKey(identity);
      cells++;
      if ((await readCells(sql, sweep.split, [key])).length > 0) continue;
      const columns = await readColumns(sql, sweep, environment, key);
      await insertCell(sql, sweep.split, key, identity, figuresOf(columns, environment));
    }
  }
  return cells;
}

function figuresOf(
  columns: EpisodeColumns,
  { contentHash, questionCount }: SweptEnvironment,
): CellFigures {
  const correct = { questionSet: contentHash, questionCount, values: columns.correct };
  return {
    ...summarizeEpisodes(columns),
    accuracyInterval: estimateMean([correct], { range: [0, 1] }).interval,
  };
}

async function storeCurves(
  sql: Sql,
  runId: string,
  sweep: SweepSpec,
  controllers: readonly SweptController[],
): Promise<void> {
  const scale = await readScale(sql, sweep);
  // SC@64 is played first of all. Where it failed there is no scale, and the run ends with its reason.
  if (scale === null) return;
  for (const { hash } of controllers) {
    const curves = await readSweptCurves(sql, sweep, hash, scale);
    await putRunCurve(sql, runId, hash, averageCurves(curves));
  }
}
