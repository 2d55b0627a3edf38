import { createHash } from "node:crypto";

import { DomainError } from "../domain/errors.ts";
import {
  type Controller,
  type ControllerSummary,
  controllerSchema,
  controllerSummarySchema,
} from "../schemas/controller.ts";
import type { Sql } from "./store.ts";

export interface NewController {
  readonly source: string;
  /** `null` while no compile gate has read them from the source. */
  readonly name: string | null;
  readonly idea: string | null;
  readonly origin: Controller["origin"];
}

/**
 * Stores a source under the SHA-256 of its text and returns that hash. The same source again changes
 * nothing, except that a name or an idea that was not known is filled in.
 */
export async function putController(sql: Sql, controller: NewController): Promise<string> {
  const hash = createHash("sha256").update(controller.source, "utf8").digest("hex");
  await sql.execute(
    `INSERT INTO controllers (hash, source, name, idea, origin) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (hash) DO UPDATE
       SET name = coalesce(controllers.name, excluded.name), idea = coalesce(controllers.idea, excluded.idea)
       WHERE (controllers.name IS NULL AND excluded.name IS NOT NULL)
          OR (controllers.idea IS NULL AND excluded.idea IS NOT NULL)`,
    [hash, controller.source, controller.name, controller.idea, controller.origin],
  );
  return hash;
}

/** @throws UNKNOWN_CONTROLLER */
export async function readController(sql: Sql, hash: string): Promise<Controller> {
  const [found] = await sql.rows(
    controllerSchema,
    "SELECT hash, source, name, idea, origin, created_at FROM controllers WHERE hash = $1",
    [hash],
  );
  if (found !== undefined) return found;
  throw new DomainError(
    "UNKNOWN_CONTROLLER",
    `Cannot read controller ${hash}: no source with this hash is stored.`,
  );
}

/** The newest controllers, or the newest of one origin, without their sources. */
export async function listControllers(
  sql: Sql,
  query: { readonly origin?: Controller["origin"]; readonly limit: number },
): Promise<ControllerSummary[]> {
  return sql.rows(
    controllerSummarySchema,
    `SELECT hash, name, idea, origin, created_at FROM controllers
      WHERE $1::text IS NULL OR origin = $1 ORDER BY created_at DESC, hash LIMIT $2`,
    [query.origin ?? null, query.limit],
  );
}
