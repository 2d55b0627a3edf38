import type { Interval } from "../domain/estimate.ts";
import type { Candidate } from "../schemas/candidate.ts";
import {
  type EpisodeCurve,
  estimateHypervolumeDifference,
} from "../statistics/estimate-hypervolume.ts";
import { readCells } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { readScale } from "./read-baselines.ts";
import { readColumns } from "./read-columns.ts";
import { readQuestionSet } from "./read-question-set.ts";
import { readSweepSpec, type SweepSpec } from "./sweep-source.ts";

/** The interval of the hypervolume by which one candidate leads another; `null` where there is none. */
export async function estimateMargin(
  sql: Sql,
  runId: string,
  winner: Candidate,
  runnerUp: Candidate,
): Promise<Interval | null> {
  const sweep = await readSweepSpec(sql, { kind: "run", runId, round: null });
  const scale = await readScale(sql, sweep);
  const ours = await readCurves(sql, sweep, winner.controllerHash, scale);
  const theirs = await readCurves(sql, sweep, runnerUp.controllerHash, scale);
  return estimateHypervolumeDifference(ours, theirs).interval;
}

async function readCurves(
  sql: Sql,
  sweep: SweepSpec,
  hash: string,
  scale: ReadonlyMap<string, number>,
): Promise<EpisodeCurve[]> {
  const curves: EpisodeCurve[] = [];
  for (const environment of sweep.environments) {
    const keys = [null, ...sweep.betas].map((beta) =>
      cellKey(cellIdentity(sweep, hash, environment.contentHash, beta)),
    );
    const existing = await readCells(sql, sweep.split, keys);
    const cells: EpisodeCurve["cells"][number][] = [];
    for (const { key } of existing) cells.push(await readColumns(sql, sweep, environment, key));
    curves.push({
      questionSet: await readQuestionSet(sql, sweep, environment),
      questionCount: environment.questionCount,
      fullCostTokens: scale.get(environment.name)!,
      cells,
    });
  }
  return curves;
}
