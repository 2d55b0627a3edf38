import type { InjectOptions } from "fastify";

import { shippedController } from "../../src/activities/shipped-controllers.ts";
import type { Api } from "../../src/api/api-context.ts";
import { buildApi } from "../../src/api/build-api.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { type FakeTemporal, fakeTemporal } from "./fake-temporal.ts";

/** The API on a database of its own, with a Temporal that starts nothing. */
export interface ApiUnderTest {
  readonly api: Api;
  readonly database: TestDatabase;
  readonly store: Store;
  readonly temporal: FakeTemporal;
  /** Sends a request past the network and gives the answer with its body parsed. */
  request(
    options: InjectOptions,
  ): Promise<{ status: number; headers: Record<string, unknown>; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

export async function apiUnderTest(): Promise<ApiUnderTest> {
  const database = await cloneDatabase();
  const store = openStore({ url: database.urls.api, applicationName: "api", poolSize: 4 });
  const temporal = fakeTemporal();
  const api = buildApi({ store, temporal, resolveShipped: shippedController });
  return {
    api,
    database,
    store,
    temporal,
    request: async (options) => {
      const { statusCode, headers, body } = await api.inject(options);
      const parsed = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
      return { status: statusCode, headers, body: parsed };
    },
    close: async () => {
      await api.close();
      await store.close();
      await database.close();
    },
  };
}
