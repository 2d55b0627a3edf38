import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import * as z from "zod";

import {
  DATABASE_ROLES,
  type DatabaseRole,
  databaseUser,
} from "../../src/domain/database-roles.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";

/**
 * What each role may do with each table: S(elect), I(nsert), U(pdate), D(elete), T(runcate); `u` = update
 * of some columns only. A table or a privilege that is not here must not be there.
 */
const MATRIX: Readonly<Record<string, Partial<Record<DatabaseRole, string>>>> = {
  "public.environments": { api: "SI", control: "S", agents: "S", replay: "S", held_out: "S" },
  "public.golds": { api: "I", replay: "S", held_out: "S" },
  "public.environment_chunks": { api: "I", replay: "S", held_out: "S" },
  "public.fingerprint_salt": {},
  "public.question_fingerprints": {},
  "public.controllers": {
    api: "SIu",
    control: "SIu",
    agents: "SIu",
    replay: "SIu",
    held_out: "SIu",
  },
  "public.cells": { api: "S", control: "S", agents: "S", replay: "SI" },
  "public.cell_shards": { control: "S", replay: "SI" },
  "public.runs": { api: "SIU", control: "SU", agents: "Su", replay: "Su" },
  "public.rounds": { api: "S", control: "SIU", agents: "Su", replay: "Su" },
  "public.candidates": { api: "S", control: "SIU", agents: "SIU", replay: "SU" },
  "public.run_curves": { api: "S", control: "S", agents: "S", replay: "SIu" },
  "public.events": { api: "SI", control: "SI", agents: "SI", replay: "SI" },
  "public.llm_turns": { agents: "SIU" },
  "public.proposer_requests": { control: "Su", agents: "SIu", replay: "Su" },
  "public.held_out_evaluations": { api: "SIu", control: "SIu", held_out: "Su" },
  "public.schema_migrations": { api: "S" },
  "held_out.environments": { held_out: "S" },
  "held_out.golds": { held_out: "S" },
  "held_out.environment_chunks": { held_out: "S" },
  "held_out.cells": { held_out: "SI" },
  "held_out.cell_shards": { held_out: "SI" },
  "held_out.look_log": { held_out: "SI" },
};

const SERVICE_ROLES = DATABASE_ROLES.filter((role) => role !== "owner");

let database: TestDatabase;
let owner: Store;
const clients = new Map<DatabaseRole, pg.Client>();

beforeAll(async () => {
  database = await cloneDatabase();
  owner = openStore({ url: database.urls.owner, applicationName: "test", poolSize: 1 });
  for (const role of SERVICE_ROLES) {
    const client = new pg.Client({ connectionString: database.urls[role] });
    await client.connect();
    clients.set(role, client);
  }
});

afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await owner.close();
  await database.close();
});

/** The SQLSTATE a statement ends with, or "ok"; nothing it does stays. */
async function outcomeAs(role: DatabaseRole, statement: string): Promise<string> {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`Nobody is connected as ${role}`);
  await client.query("BEGIN");
  try {
    await client.query(statement);
    return "ok";
  } catch (error) {
    return (error as pg.DatabaseError).code ?? "no SQLSTATE";
  } finally {
    await client.query("ROLLBACK");
  }
}

const DENIED = "42501";

test("the matrix names every table there is", async () => {
  const tables = await owner.rows(
    z.object({ name: z.string() }),
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(MATRIX).toSorted());
});

describe.each(SERVICE_ROLES)("%s", (role) => {
  test.each(Object.keys(MATRIX))(
    "is let or refused by Postgres as the matrix says: %s",
    async (table) => {
      const may = MATRIX[table]?.[role] ?? "";
      const columns = await owner.rows(
        z.object({ name: z.string(), plain: z.boolean() }),
        `SELECT attname AS name, attidentity = '' AND attgenerated = '' AS plain FROM pg_attribute
        WHERE attrelid = '${table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      );
      const first = columns.find(({ plain }) => plain)?.name ?? "";
      // Privileges are checked first: what is let may still fail on a constraint.
      const attempts = {
        S: `SELECT * FROM ${table} WHERE false`,
        I: `INSERT INTO ${table} DEFAULT VALUES`,
        D: `DELETE FROM ${table}`,
        T: `TRUNCATE ${table} CASCADE`,
      };
      for (const [letter, statement] of Object.entries(attempts)) {
        const outcome = await outcomeAs(role, statement);
        const refused = outcome === DENIED;
        expect({ letter, refused }).toEqual({ letter, refused: !may.includes(letter) });
      }
      const updates = await Promise.all(
        columns
          .filter(({ plain }) => plain)
          .map(async ({ name }) => {
            const [row] = await owner.rows(
              z.object({ may: z.boolean() }),
              "SELECT has_column_privilege($1, $2, $3, 'UPDATE') AS may",
              [databaseUser(role), table, name],
            );
            return row?.may ?? false;
          }),
      );
      expect(updates.every(Boolean)).toBe(may.includes("U"));
      expect(updates.some(Boolean)).toBe(may.includes("U") || may.includes("u"));
      const outcome = await outcomeAs(role, `UPDATE ${table} SET ${first} = NULL WHERE false`);
      expect(outcome === DENIED).toBe(!may.includes("U"));
    },
  );

  test("makes no table, schema or function of its own", async () => {
    expect(await outcomeAs(role, "CREATE TABLE mine (x int)")).toBe(DENIED);
    expect(await outcomeAs(role, "CREATE SCHEMA mine")).toBe(DENIED);
    expect(
      await outcomeAs(role, "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    ).toBe(DENIED);
  });

  test("is granted nothing on a table that a later migration adds", async () => {
    await owner.execute("CREATE TABLE later (x int)");
    await owner.execute("CREATE TABLE held_out.later (x int)");
    await owner.execute("CREATE FUNCTION later_too() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    try {
      expect(await outcomeAs(role, "SELECT * FROM later")).toBe(DENIED);
      expect(await outcomeAs(role, "SELECT * FROM held_out.later")).toBe(DENIED);
      expect(await outcomeAs(role, "SELECT later_too()")).toBe(DENIED);
    } finally {
      await owner.execute("DROP TABLE later, held_out.later");
      await owner.execute("DROP FUNCTION later_too");
    }
  });

  test("claims questions for the search split at most", async () => {
    expect(await outcomeAs(role, "SELECT claim_questions('held-out', 'x', '{}')")).toBe(DENIED);
    const outcome = await outcomeAs(role, "SELECT claim_search_questions('x', '{}')");
    expect(outcome).toBe(role === "api" ? "ok" : DENIED);
  });
});

test.each(DATABASE_ROLES)("%s is no superuser and goes round no row policy", async (role) => {
  const [found] = await owner.rows(
    z.object({ excess: z.boolean() }),
    `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS excess
       FROM pg_roles WHERE rolname = $1`,
    [databaseUser(role)],
  );
  expect(found).toEqual({ excess: false });
});
