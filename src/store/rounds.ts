import { DomainError } from "../domain/errors.ts";
import type { RoundOutcome, Stage } from "../domain/states.ts";
import { type Round, roundSchema } from "../schemas/round.ts";
import type { Sql, Transaction } from "./store.ts";

const COLUMNS = "run_id, round, stage, outcome, reason, stage_started_at, started_at, finished_at";

/** Opens a round at its first stage; returns whether it was not open yet. */
export async function insertRound(tx: Transaction, runId: string, round: number): Promise<boolean> {
  const first: Stage = "resetTemplate";
  const inserted = await tx.execute(
    "INSERT INTO rounds (run_id, round, stage) VALUES ($1, $2, $3) ON CONFLICT (run_id, round) DO NOTHING",
    [runId, round, first],
  );
  await advanceRound(tx, runId, round, first);
  return inserted === 1;
}

/**
 * Enters a stage, on the round and on its run. A revision enters earlier stages again; the time kept
 * for a stage is the first. A round that has ended stays as it ended.
 */
export async function advanceRound(
  tx: Transaction,
  runId: string,
  round: number,
  stage: Stage,
): Promise<void> {
  const entered = await tx.execute(
    `UPDATE rounds SET stage = $3::text,
       stage_started_at = jsonb_build_object($3::text, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) || stage_started_at
     WHERE run_id = $1 AND round = $2 AND outcome IS NULL`,
    [runId, round, stage],
  );
  if (entered === 0) return;
  await tx.execute(
    "UPDATE runs SET current_round = $2, current_stage = $3, updated_at = now() WHERE id = $1",
    [runId, round, stage],
  );
}

/** Ends a round and returns whether it was still open: the first outcome stays. */
export async function finishRound(
  tx: Transaction,
  runId: string,
  round: number,
  end: { readonly outcome: RoundOutcome; readonly reason: string | null },
): Promise<boolean> {
  const ended = await tx.execute(
    `UPDATE rounds SET outcome = $3, reason = $4, finished_at = now()
      WHERE run_id = $1 AND round = $2 AND outcome IS NULL`,
    [runId, round, end.outcome, end.reason],
  );
  return ended === 1;
}

/** @throws UNKNOWN_ROUND */
export async function readRound(sql: Sql, runId: string, round: number): Promise<Round> {
  const [found] = await sql.rows(
    roundSchema,
    `SELECT ${COLUMNS} FROM rounds WHERE run_id = $1 AND round = $2`,
    [runId, round],
  );
  if (found !== undefined) return found;
  throw new DomainError(
    "UNKNOWN_ROUND",
    `Cannot find round ${round} of run ${runId}: the run has not reached it, or there is no such run. Rounds count from 0.`,
  );
}

/** The rounds of a run so far, in order. */
export async function listRounds(sql: Sql, runId: string): Promise<Round[]> {
  return sql.rows(roundSchema, `SELECT ${COLUMNS} FROM rounds WHERE run_id = $1 ORDER BY round`, [
    runId,
  ]);
}
