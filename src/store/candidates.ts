import * as z from "zod";

import type { CandidateState, Stage } from "../domain/states.ts";
import { type Candidate, candidateSchema } from "../schemas/candidate.ts";
import type { JsonObject } from "../schemas/wire-types.ts";
import type { Sql } from "./store.ts";

const COLUMNS = `run_id, round, index, stage, state, reason, controller_hash,
  (SELECT name FROM controllers WHERE hash = controller_hash) AS controller_name,
  (SELECT idea FROM controllers WHERE hash = controller_hash) AS controller_idea,
  hypothesis, expected_effect, critiques, prediction_score, selection_score,
  (SELECT curve FROM run_curves
    WHERE run_curves.run_id = candidates.run_id
      AND run_curves.controller_hash = candidates.controller_hash) AS curve,
  created_at, updated_at`;

/** Which candidate: a round may have several. */
export interface CandidateKey {
  readonly runId: string;
  readonly round: number;
  readonly index: number;
}

/** What a proposer hands in; a revision hands it in again. */
export interface Proposal {
  readonly controllerHash: string;
  readonly hypothesis: string;
  readonly expectedEffect: JsonObject | null;
}

/** How a candidate ended, with what it was worth when it was scored. */
export interface CandidateResult {
  readonly state: Exclude<CandidateState, "proposed">;
  /** Needed for every state but `scored`: the next round sees it. */
  readonly reason: string | null;
  readonly selectionScore: number | null;
  readonly predictionScore: JsonObject | null;
}

/** Stores a proposal or its revision; a candidate that has ended keeps what it ended with. */
export async function putCandidate(
  sql: Sql,
  { runId, round, index }: CandidateKey,
  proposal: Proposal,
): Promise<void> {
  const stage: Stage = "propose";
  await sql.execute(
    `INSERT INTO candidates (run_id, round, index, stage, controller_hash, hypothesis, expected_effect)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (run_id, round, index) DO UPDATE
       SET stage = excluded.stage, controller_hash = excluded.controller_hash,
           hypothesis = excluded.hypothesis, expected_effect = excluded.expected_effect, updated_at = now()
       WHERE candidates.state = 'proposed'`,
    [
      runId,
      round,
      index,
      stage,
      proposal.controllerHash,
      proposal.hypothesis,
      jsonOrNull(proposal.expectedEffect),
    ],
  );
}

/** Moves a candidate that has not ended to a stage. */
export async function advanceCandidate(
  sql: Sql,
  { runId, round, index }: CandidateKey,
  stage: Stage,
): Promise<void> {
  await sql.execute(
    `UPDATE candidates SET stage = $4, updated_at = now()
      WHERE run_id = $1 AND round = $2 AND index = $3 AND state = 'proposed'`,
    [runId, round, index, stage],
  );
}

/** Replaces the critiques of a candidate: writing the whole list makes a repeated step harmless. */
export async function updateCritiques(
  sql: Sql,
  { runId, round, index }: CandidateKey,
  critiques: readonly JsonObject[],
): Promise<void> {
  await sql.execute(
    `UPDATE candidates SET critiques = $4, updated_at = now()
      WHERE run_id = $1 AND round = $2 AND index = $3`,
    [runId, round, index, JSON.stringify(critiques)],
  );
}

/** Ends a candidate and returns whether it was still open: the first result stays. */
export async function finishCandidate(
  sql: Sql,
  { runId, round, index }: CandidateKey,
  result: CandidateResult,
): Promise<boolean> {
  const ended = await sql.execute(
    `UPDATE candidates SET state = $4, reason = $5, selection_score = $6,
       prediction_score = $7, updated_at = now()
     WHERE run_id = $1 AND round = $2 AND index = $3 AND state = 'proposed'`,
    [
      runId,
      round,
      index,
      result.state,
      result.reason,
      result.selectionScore,
      jsonOrNull(result.predictionScore),
    ],
  );
  return ended === 1;
}

/**
 * Takes a controller's scores away from the candidates that have it.
 *
 * @returns which they are; none when they have lost them already.
 */
export async function rejectScored(
  sql: Sql,
  runId: string,
  controllerHash: string,
  { state, reason }: Pick<CandidateResult, "state"> & { readonly reason: string },
): Promise<Pick<CandidateKey, "round" | "index">[]> {
  return sql.rows(
    z.object({ round: z.int(), index: z.int() }),
    `UPDATE candidates SET state = $3, reason = $4, selection_score = NULL, updated_at = now()
      WHERE run_id = $1 AND controller_hash = $2 AND state = 'scored' RETURNING round, index`,
    [runId, controllerHash, state, reason],
  );
}

/** The candidates of a run, or of one of its rounds, by round and index. */
export async function listCandidates(
  sql: Sql,
  runId: string,
  round?: number,
): Promise<Candidate[]> {
  return sql.rows(
    candidateSchema,
    `SELECT ${COLUMNS} FROM candidates
      WHERE run_id = $1 AND ($2::integer IS NULL OR round = $2) ORDER BY round, index`,
    [runId, round ?? null],
  );
}

function jsonOrNull(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
