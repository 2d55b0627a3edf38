import { runner } from "node-pg-migrate";
import pg from "pg";

import { migrationsDirectory } from "./migrations-directory.ts";
import { translateSqlError } from "./translate-sql-error.ts";

/**
 * Brings the schema up to date as the owner role, all or nothing, and returns the names of the
 * migrations that ran. Whoever comes second while another migrates waits and finds nothing to do.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect().catch(translateSqlError);
  try {
    const ran = await runner({
      dbClient: client,
      dir: migrationsDirectory(),
      migrationsTable: "schema_migrations",
      direction: "up",
      checkOrder: true,
      singleTransaction: true,
      advisoryLockMode: "wait",
      logger: SILENT,
    });
    return ran.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** What goes wrong is thrown; what goes right is returned. */
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
