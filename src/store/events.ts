import * as z from "zod";

import type { Stage } from "../domain/states.ts";
import { type RunEvent, runEventSchema } from "../schemas/event.ts";
import type { JsonObject } from "../schemas/wire-types.ts";
import type { Sql, Transaction } from "./store.ts";

export interface NewEvent {
  readonly runId: string;
  readonly type: string;
  readonly round: number | null;
  readonly stage: Stage | null;
  readonly payload: JsonObject;
  /** The same key again tells nothing; `null` for events that may repeat. */
  readonly dedupeKey: string | null;
}

/**
 * Tells of a change in the transaction that makes it, and returns the event's number and whether it is
 * new. Appending makes other appends of the run wait until this transaction ends: that is what keeps
 * the numbers without gaps in the order they become visible. Append last, so that nobody waits long
 * and two transactions never wait for each other.
 */
export async function appendEvent(
  tx: Transaction,
  event: NewEvent,
): Promise<{ seq: number; appended: boolean }> {
  await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('autotts events ' || $1, 0))", [
    event.runId,
  ]);
  const seqRow = z.object({ seq: z.int() });
  const [told] = await tx.rows(
    seqRow,
    "SELECT seq FROM events WHERE run_id = $1 AND dedupe_key = $2",
    [event.runId, event.dedupeKey],
  );
  if (told !== undefined) return { seq: told.seq, appended: false };
  const [appended] = await tx.rows(
    seqRow,
    `INSERT INTO events (run_id, seq, type, round, stage, payload, dedupe_key)
     SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6 FROM events WHERE run_id = $1
     RETURNING seq`,
    [
      event.runId,
      event.type,
      event.round,
      event.stage,
      JSON.stringify(event.payload),
      event.dedupeKey,
    ],
  );
  if (appended === undefined) throw new Error(`Event ${event.type} was not appended`);
  return { seq: appended.seq, appended: true };
}

/** Events after a number, in order; 0 starts at the beginning. */
export async function readEvents(
  sql: Sql,
  runId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<RunEvent[]> {
  return sql.rows(
    runEventSchema,
    `SELECT run_id, seq, type, round, stage, payload, at FROM events
      WHERE run_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [runId, page.after, page.limit],
  );
}
