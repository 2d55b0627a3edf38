import { randomUUID } from "node:crypto";

import pg from "pg";

import { DATABASE_ROLES, type DatabaseRole, databaseUser } from "../src/domain/database-roles.ts";

/** Where the suite's Postgres is; set by `integration-setup.ts`. */
export const ADMIN_URL_VARIABLE = "AUTOTTS_TEST_POSTGRES_URL";
/** A migrated database nobody connects to: copying it takes a fraction of migrating. */
export const TEMPLATE_DATABASE = "autotts_template";

export interface TestDatabase {
  /** Address under each role. */
  readonly urls: Readonly<Record<DatabaseRole, string>>;
  /** Address of the superuser, to look behind the roles' backs. */
  readonly adminUrl: string;
  /** Drops the database. Fails when somebody is still connected to it. */
  close(): Promise<void>;
}

/** A database of a test file's own, migrated and empty. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(
    `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE} OWNER ${databaseUser("owner")}`,
  );
  const urls = Object.fromEntries(
    DATABASE_ROLES.map((role) => [role, urlOf(name, role)]),
  ) as Record<DatabaseRole, string>;
  return { urls, adminUrl: urlOf(name), close: () => dropDatabase(name) };
}

/** The password of each role in tests; nothing but tests ever connects to this server. */
export const TEST_PASSWORDS = Object.fromEntries(
  DATABASE_ROLES.map((role) => [role, `test password of '${role}'`]),
) as Record<DatabaseRole, string>;

/** Address of a database on the suite's server, as the superuser unless a role is named. */
export function urlOf(database: string, role?: DatabaseRole): string {
  const adminUrl = process.env[ADMIN_URL_VARIABLE];
  if (adminUrl === undefined) {
    throw new Error(
      "No Postgres: run this file in jest's project `integration`, whose set-up starts one.",
    );
  }
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = databaseUser(role);
    url.password = encodeURIComponent(TEST_PASSWORDS[role]);
  }
  return url.href;
}

/** Runs one statement as the superuser, outside any test's database. */
export async function administer(text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(text, [...values]);
  } finally {
    await client.end();
  }
}

/** Postgres notices a closed connection a moment after its client is gone. */
const LEAK_GRACE_MS = 3_000;

async function dropDatabase(name: string): Promise<void> {
  const deadline = Date.now() + LEAK_GRACE_MS;
  let connected: unknown[] = [];
  do {
    const { rows } = await administer(
      "SELECT application_name, query FROM pg_stat_activity WHERE datname = $1",
      [name],
    );
    connected = rows;
  } while (connected.length > 0 && Date.now() < deadline);
  await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  if (connected.length > 0) {
    throw new Error(`Connections were left open: ${JSON.stringify(connected)}`);
  }
}
