import { selectController } from "../domain/select-controller.ts";
import { listCandidates } from "../store/candidates.ts";
import { readController } from "../store/controllers.ts";
import type { Sql } from "../store/store.ts";
import { scoredOf } from "./scored-of.ts";

/** The best of a run so far, for people. */
export interface BestCandidate {
  readonly name: string;
  readonly round: number;
  readonly score: number;
}

/** The candidate that would win if the run ended here; `null` when nothing was scored. */
export async function readBest(sql: Sql, runId: string): Promise<BestCandidate | null> {
  const candidates = await listCandidates(sql, runId);
  const best = selectController(scoredOf(candidates))?.winner;
  const winner = candidates.find(
    ({ round, index }) => round === best?.round && index === best.index,
  );
  if (best === undefined || winner === undefined) return null;
  const { name, hash } = await readController(sql, winner.controllerHash);
  return { name: name ?? hash.slice(0, 8), round: best.round, score: best.score };
}
