import pg from "pg";

import { DATABASE_ROLES, type DatabaseRole, databaseUser } from "../domain/database-roles.ts";
import { translateSqlError } from "./translate-sql-error.ts";

/**
 * Makes the six roles exist with these passwords and nothing beyond LOGIN, gives the database of
 * `adminUrl` to the owner role and lets only the six connect to it. Run it before `migrate`; running
 * it again changes passwords only.
 *
 * @param adminUrl a superuser's, or one with CREATEROLE that owns the database. It may be the owner
 * role's own: that role then keeps what it has beyond LOGIN, being in no running service.
 */
export async function ensureRoles(
  adminUrl: string,
  passwords: Readonly<Record<DatabaseRole, string>>,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect().catch(translateSqlError);
  try {
    await client.query("BEGIN");
    // Two set-ups at once would both create a role that both found missing.
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('autotts roles', 0))");
    for (const role of DATABASE_ROLES) await ensureRole(client, role, passwords[role]);
    await grantDatabase(client);
    await client.query("COMMIT");
  } catch (error) {
    translateSqlError(error);
  } finally {
    await client.end();
  }
}

/** Role statements take no parameters, so names and passwords are quoted by the driver's own rules. */
async function ensureRole(client: pg.Client, role: DatabaseRole, password: string): Promise<void> {
  const name = pg.escapeIdentifier(databaseUser(role));
  const secret = `PASSWORD ${pg.escapeLiteral(password)}`;
  const { rows } = await client.query<{ self: boolean; excess: boolean }>(
    `SELECT rolname = current_user AS self, rolsuper OR rolbypassrls OR rolreplication AS excess
       FROM pg_roles WHERE rolname = $1`,
    [databaseUser(role)],
  );
  const known = rows[0];
  if (known === undefined) {
    await client.query(`CREATE ROLE ${name} LOGIN NOCREATEDB NOCREATEROLE ${secret}`);
  } else if (known.self) {
    await client.query(`ALTER ROLE ${name} ${secret}`);
  } else {
    await client.query(`ALTER ROLE ${name} LOGIN NOCREATEDB NOCREATEROLE ${secret}`);
    // Only a superuser may even name these, so they are taken away only where there are any.
    if (known.excess) {
      await client.query(`ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS NOREPLICATION`);
    }
  }
}

async function grantDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; owner: string }>(
    `SELECT datname AS name, pg_get_userbyid(datdba) AS owner
       FROM pg_database WHERE datname = current_database()`,
  );
  const found = rows[0];
  if (found === undefined) throw new Error("current_database() is not in pg_database");
  const database = pg.escapeIdentifier(found.name);
  const names = DATABASE_ROLES.map((role) => pg.escapeIdentifier(databaseUser(role))).join(", ");
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${names}`);
  if (found.owner !== databaseUser("owner")) {
    await client.query(
      `ALTER DATABASE ${database} OWNER TO ${pg.escapeIdentifier(databaseUser("owner"))}`,
    );
  }
}
