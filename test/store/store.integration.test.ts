import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as z from "zod";

import { type Store, openStore, pingStore, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  store = openStore({ url: database.urls.owner, applicationName: "named", poolSize: 2 });
  await store.execute("CREATE TABLE notes (id int PRIMARY KEY, some_text text)");
});

afterAll(async () => {
  await store.close();
  await database.close();
});

describe("openStore()", () => {
  test("names its sessions and bounds their statements", async () => {
    const rows = await store.rows(
      z.object({ name: z.string(), statement: z.string(), idle: z.string() }),
      `SELECT current_setting('application_name') AS name, current_setting('statement_timeout') AS statement,
              current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
    expect(rows).toEqual([{ name: "named", statement: "30s", idle: "15s" }]);
  });

  test("reads bigint exactly or not at all, and timestamps as ISO text", async () => {
    const row = z.object({ largeNumber: z.number(), at: z.string() });
    expect(
      await store.rows(
        row,
        "SELECT 9007199254740991::bigint AS large_number, '2026-01-02 03:04:05.678+01'::timestamptz AS at",
      ),
    ).toEqual([{ largeNumber: 9_007_199_254_740_991, at: "2026-01-02T02:04:05.678Z" }]);
    await expect(
      store.rows(row, "SELECT 9007199254740993::bigint AS large_number, now() AS at"),
    ).rejects.toThrow("beyond 2^53");
  });

  test("reports a server it can't reach as SERVICE_UNAVAILABLE", async () => {
    const url = new URL(database.urls.owner);
    url.port = "1";
    const lost = openStore({ url: url.href, applicationName: "lost", poolSize: 1 });
    await expect(pingStore(lost)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    await expect(transaction(lost, async () => 1)).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
    });
    await lost.close();
  });

  test("survives sessions that are ended under it, and says so once", async () => {
    await pingStore(store);
    const end = `SELECT pg_terminate_backend(pg_backend_pid())`;
    await expect(store.execute(end)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    await expect(
      transaction(store, async (tx) => {
        await tx.execute(end);
      }),
    ).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    await pingStore(store);
  });
});

describe("transaction()", () => {
  test("commits what returns and rolls back what throws", async () => {
    const kept = await transaction(store, async (tx) => {
      await tx.execute("INSERT INTO notes VALUES (1, 'kept')");
      return "result";
    });
    expect(kept).toBe("result");
    const thrown = transaction(store, async (tx) => {
      await tx.execute("INSERT INTO notes VALUES (2, 'lost')");
      throw new Error("no");
    });
    await expect(thrown).rejects.toThrow("no");
    const rows = await store.rows(
      z.object({ id: z.int(), someText: z.string() }),
      "SELECT * FROM notes ORDER BY id",
    );
    expect(rows).toEqual([{ id: 1, someText: "kept" }]);
  });

  test("turns a value that is taken into CONFLICT and gives its connection back", async () => {
    await insertNote3();
    // More often than there are connections: one that is not given back would be missed.
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(insertNote3()).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("notes"),
      });
    }
  });
});

function insertNote3(): Promise<number> {
  return transaction(store, (tx) => tx.execute("INSERT INTO notes VALUES (3, 'twice')"));
}
