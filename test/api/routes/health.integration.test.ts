import { afterAll, beforeAll, expect, test } from "@jest/globals";

import { buildApi } from "../../../src/api/build-api.ts";
import { openStore } from "../../../src/store/store.ts";
import { closedPort } from "../closed-port.ts";
import { type ApiUnderTest, apiUnderTest } from "../api-under-test.ts";
import { fakeTemporal } from "../fake-temporal.ts";

let under: ApiUnderTest;

beforeAll(async () => {
  under = await apiUnderTest();
});

afterAll(() => under.close());

const PASSED = { ok: true, detail: null };

test("GET /livez answers as long as the process does", async () => {
  expect(await under.request({ url: "/livez" })).toMatchObject({
    status: 200,
    body: { live: true },
  });
});

test("GET /readyz tells which part is away, and nothing of where it is", async () => {
  expect(await under.request({ url: "/readyz" })).toMatchObject({
    status: 200,
    body: { ready: true, checks: { postgres: PASSED, migrations: PASSED, temporal: PASSED } },
  });
  under.temporal.away = true;
  const { status, body } = await under.request({ url: "/readyz" });
  under.temporal.away = false;
  expect({ status, body }).toMatchObject({
    status: 503,
    body: {
      ready: false,
      checks: {
        postgres: PASSED,
        temporal: { ok: false, detail: expect.stringContaining("Temporal") },
      },
    },
  });
  expect(JSON.stringify(body)).not.toContain("secret-host");
});

test("GET /readyz tells which migrations the database lacks", async () => {
  const owner = openStore({
    url: under.database.urls.owner,
    applicationName: "owner",
    poolSize: 1,
  });
  const name = "0009-show-schema-version";
  await owner.execute("DELETE FROM schema_migrations WHERE name = $1", [name]);
  const { status, body } = await under.request({ url: "/readyz" });
  await owner.execute("INSERT INTO schema_migrations (name, run_on) VALUES ($1, now())", [name]);
  await owner.close();
  expect({ status, body }).toMatchObject({
    status: 503,
    body: {
      checks: { postgres: PASSED, migrations: { detail: expect.stringContaining(name) } },
    },
  });
});

test("every route answers 503 with a Retry-After and no address while Postgres is away", async () => {
  const url = `postgres://autotts_api:hush@127.0.0.1:${await closedPort()}/none`;
  const store = openStore({ url, applicationName: "api", poolSize: 1 });
  const api = buildApi({ store, temporal: fakeTemporal(), resolveShipped: () => "" });
  try {
    const { statusCode, headers, body } = await api.inject({ url: "/v1/runs" });
    expect(statusCode).toBe(503);
    expect(headers["retry-after"]).toBe("5");
    expect(JSON.parse(body)).toMatchObject({ code: "SERVICE_UNAVAILABLE", status: 503 });
    expect(body).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|hush/u);
    const ready = await api.inject({ url: "/readyz" });
    expect(JSON.parse(ready.body)).toMatchObject({ checks: { postgres: { ok: false } } });
  } finally {
    await api.close();
    await store.close();
  }
});
