import { afterAll, beforeAll, expect, test } from "@jest/globals";
import * as z from "zod";

import { CANDIDATE_STATES, ROUND_OUTCOMES, RUN_STATES, STAGES } from "../../src/domain/states.ts";
import { HELD_OUT_EVALUATION_STATES } from "../../src/schemas/held-out-evaluation.ts";
import { migrate } from "../../src/store/migrate.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  store = openStore({ url: database.urls.owner, applicationName: "test", poolSize: 2 });
});

afterAll(async () => {
  await store.close();
  await database.close();
});

test("migrate() finds nothing to do the second time, also when two come at once", async () => {
  const both = await Promise.all([migrate(database.urls.owner), migrate(database.urls.owner)]);
  expect(both).toEqual([[], []]);
});

test("migrate() tells an unreachable server and a refused login apart", async () => {
  const url = new URL(database.urls.owner);
  url.password = "wrong";
  await expect(migrate(url.href)).rejects.toMatchObject({ code: "SETUP_FAILED" });
  url.port = "1";
  await expect(migrate(url.href)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});

test.each([
  ["runs_state", RUN_STATES],
  ["runs_current_stage", STAGES],
  ["rounds_stage", STAGES],
  ["rounds_outcome", ROUND_OUTCOMES],
  ["candidates_stage", STAGES],
  ["candidates_state", CANDIDATE_STATES],
  ["events_stage", STAGES],
  ["held_out_evaluations_state", HELD_OUT_EVALUATION_STATES],
])("the constraint %s allows the words of the domain and no others", async (name, words) => {
  const [constraint] = await store.rows(
    z.object({ definition: z.string() }),
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1",
    [name],
  );
  const allowed = [...(constraint?.definition ?? "").matchAll(/'([^']+)'/gu)].map(
    ([, word]) => word,
  );
  expect(allowed).toEqual([...words]);
});

test("every table says what it holds", async () => {
  const silent = await store.rows(
    z.object({ name: z.string() }),
    `SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'held_out'::regnamespace)
        AND relname <> 'schema_migrations' AND obj_description(oid, 'pg_class') IS NULL`,
  );
  expect(silent).toEqual([]);
});
