import type { Interval } from "../domain/estimate.ts";
import type { Candidate } from "../schemas/candidate.ts";
import { estimateHypervolumeDifference } from "../statistics/estimate-hypervolume.ts";
import type { Sql } from "../store/store.ts";
import { readScale } from "./read-baselines.ts";
import { readSweptCurves } from "./read-swept-curves.ts";
import { readSweepSpec } from "./sweep-source.ts";

/** The interval of the hypervolume by which one candidate leads another; `null` where there is none. */
export async function estimateMargin(
  sql: Sql,
  runId: string,
  winner: Candidate,
  runnerUp: Candidate,
): Promise<Interval | null> {
  const sweep = await readSweepSpec(sql, { kind: "run", runId, round: null });
  const scale = await readScale(sql, sweep);
  if (scale === null) return null;
  const ours = await readSweptCurves(sql, sweep, winner.controllerHash, scale);
  const theirs = await readSweptCurves(sql, sweep, runnerUp.controllerHash, scale);
  return estimateHypervolumeDifference(ours, theirs).interval;
}
