import { readdir } from "node:fs/promises";
import { basename } from "node:path";

import * as z from "zod";

import { migrationsDirectory } from "./migrations-directory.ts";
import type { Sql } from "./store.ts";

/** Names of this program's migrations that the database has not run, in their order. */
export async function pendingMigrations(sql: Sql): Promise<string[]> {
  const files = await readdir(migrationsDirectory());
  const rows = await sql.rows(z.object({ name: z.string() }), "SELECT name FROM schema_migrations");
  const ran = new Set(rows.map(({ name }) => name));
  return files
    .filter((file) => file.endsWith(".sql"))
    .map((file) => basename(file, ".sql"))
    .filter((name) => !ran.has(name))
    .toSorted();
}
