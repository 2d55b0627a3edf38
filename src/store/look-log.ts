import * as z from "zod";

import { type Sql, type Store, transaction } from "./store.ts";

/** Who looks at which held-out data with what. */
export interface Look {
  readonly evaluationId: string;
  readonly requestedBy: string;
  readonly controllerHashes: readonly string[];
  readonly environmentHashes: readonly string[];
}

/**
 * Logs a look and returns its number: one more than the earlier looks at any of the same environments.
 * It is committed when this returns, so call it before the first read. One evaluation is one look,
 * however often its worker had to start again.
 */
export async function recordLook(store: Store, look: Look): Promise<number> {
  return transaction(store, async (tx) => {
    // Two looks at once would count the same.
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('autotts look log', 0))");
    await tx.execute(
      `INSERT INTO held_out.look_log (evaluation_id, requested_by, controller_hashes, environment_hashes, look)
       SELECT $1, $2, $3, $4, 1 + count(*) FROM held_out.look_log WHERE environment_hashes && $4
       ON CONFLICT (evaluation_id) DO NOTHING`,
      [look.evaluationId, look.requestedBy, look.controllerHashes, look.environmentHashes],
    );
    const [logged] = await tx.rows(
      z.object({ look: z.int() }),
      "SELECT look FROM held_out.look_log WHERE evaluation_id = $1",
      [look.evaluationId],
    );
    if (logged === undefined) throw new Error(`The look of ${look.evaluationId} was not logged`);
    return logged.look;
  });
}

const entrySchema = z.object({
  evaluationId: z.string(),
  requestedBy: z.string(),
  controllerHashes: z.array(z.string()),
  environmentHashes: z.array(z.string()),
  look: z.int(),
  at: z.string(),
});

/** Every look so far, newest first. */
export async function listLooks(sql: Sql): Promise<z.output<typeof entrySchema>[]> {
  return sql.rows(
    entrySchema,
    `SELECT evaluation_id, requested_by, controller_hashes, environment_hashes, look, at
       FROM held_out.look_log ORDER BY at DESC, evaluation_id`,
  );
}
