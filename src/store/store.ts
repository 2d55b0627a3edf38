import pg from "pg";
import type * as z from "zod";

import { columnTypes } from "./column-types.ts";
import { translateSqlError } from "./translate-sql-error.ts";

/** Something statements run on: the pool, or one transaction. */
export interface Sql {
  /** The rows, with snake_case columns renamed to camelCase, in the form `row` gives them. */
  rows<T>(row: z.ZodType<T>, text: string, values?: readonly unknown[]): Promise<T[]>;
  /** Number of rows touched. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

/** A database under one role. Each statement is a transaction of its own unless `transaction` says otherwise. */
export interface Store extends Sql {
  readonly pool: pg.Pool;
  /** Waits for statements under way, then closes every connection. */
  close(): Promise<void>;
}

/** Statements that become visible together, or not at all. */
export interface Transaction extends Sql {
  readonly client: pg.PoolClient;
}

export interface StoreOptions {
  /** Names the role; what the role may do is decided by the migrations' grants. */
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly poolSize: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** No transaction waits for a model or a sweep, so an idle one is a bug that holds locks. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;

/** Opens no connection yet: a store can be made while Postgres is still starting. */
export function openStore(options: StoreOptions): Store {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: columnTypes(),
  });
  pool.on("error", ignore);
  return { pool, ...sqlOver(pool), close: () => pool.end() };
}

/**
 * Runs `work` on one connection: commits when it returns, rolls back when it throws.
 * Long work does not belong in it: the session is ended after 15 idle seconds.
 */
export async function transaction<T>(
  store: Store,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await store.pool.connect().catch(translateSqlError);
  client.on("error", ignore);
  let broken = true;
  try {
    const tx: Transaction = { client, ...sqlOver(client) };
    await tx.execute("BEGIN");
    try {
      const result = await work(tx);
      await tx.execute("COMMIT");
      broken = false;
      return result;
    } catch (error) {
      // A failed rollback means a broken connection: the first error says more.
      broken = await tx.execute("ROLLBACK").then(
        () => false,
        () => true,
      );
      throw error;
    }
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

/** Whether the database answers. @throws SERVICE_UNAVAILABLE */
export async function pingStore(store: Store): Promise<void> {
  await store.execute("SELECT 1");
}

/**
 * Hears that a connection broke. The pool drops it, and the next statement on it fails; an event that
 * nobody hears would end the process.
 */
function ignore(): void {}

function sqlOver(connection: pg.Pool | pg.PoolClient): Sql {
  const query = (text: string, values: readonly unknown[] = []) =>
    connection.query<Record<string, unknown>>(text, [...values]).catch(translateSqlError);
  return {
    rows: async (row, text, values) => {
      const result = await query(text, values);
      return result.rows.map((raw) => row.parse(toCamelCase(raw)));
    },
    execute: async (text, values) => (await query(text, values)).rowCount ?? 0,
  };
}

function toCamelCase(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).map(([column, value]) => [
      column.replaceAll(/_(\w)/gu, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
