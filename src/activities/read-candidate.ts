import type { Candidate } from "../discovery/candidate.ts";
import { listCandidates } from "../store/candidates.ts";
import { readController } from "../store/controllers.ts";
import type { Sql } from "../store/store.ts";
import { readEffects } from "./candidate-journal.ts";
import type { CandidateInput } from "./enter-stage.ts";

/** A candidate in the version that its proposer handed in last. */
export async function readCandidate(
  sql: Sql,
  { runId, round, index }: CandidateInput,
): Promise<Candidate & { readonly controllerHash: string }> {
  const candidates = await listCandidates(sql, runId, round);
  const stored = candidates.find((candidate) => candidate.index === index);
  if (stored === undefined) throw new Error(`Round ${round} has no candidate ${index}`);
  const { controllerHash, hypothesis, expectedEffect } = stored;
  const { source } = await readController(sql, controllerHash);
  return { controllerHash, source, hypothesis, expected: readEffects(expectedEffect) };
}
