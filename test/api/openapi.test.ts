import { afterAll, beforeAll, expect, test } from "@jest/globals";

import type { Api } from "../../src/api/api-context.ts";
import { buildApi } from "../../src/api/build-api.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { closedPort } from "./closed-port.ts";
import { fakeTemporal } from "./fake-temporal.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Record<string, { readonly description: string; readonly content?: object }>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

let api: Api;
let store: Store;
let document: Document;

beforeAll(async () => {
  const url = `postgres://nobody@127.0.0.1:${await closedPort()}/none`;
  store = openStore({ url, applicationName: "api", poolSize: 1 });
  api = buildApi({ store, temporal: fakeTemporal(), resolveShipped: () => "" });
  const { statusCode, body } = await api.inject({ url: "/openapi.json" });
  expect(statusCode).toBe(200);
  document = JSON.parse(body) as Document;
});

afterAll(async () => {
  await api.close();
  await store.close();
});

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

test("openapi.json is OpenAPI 3.1 and lists every route, each with a name and a summary", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(
    operations()
      .map(([route]) => route)
      .toSorted(),
  ).toEqual([
    "GET /livez",
    "GET /readyz",
    "GET /v1/controllers/{hash}",
    "GET /v1/environments",
    "GET /v1/environments/{name}",
    "GET /v1/held-out-evaluations/{id}",
    "GET /v1/runs",
    "GET /v1/runs/{id}",
    "GET /v1/runs/{id}/curves",
    "GET /v1/runs/{id}/events",
    "GET /v1/runs/{id}/rounds",
    "GET /v1/runs/{id}/rounds/{round}",
    "POST /v1/environments",
    "POST /v1/held-out-evaluations",
    "POST /v1/runs",
    "POST /v1/runs/{id}/resume",
  ]);
  const names = operations().map(([, { operationId }]) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [route, { summary }] of operations())
    expect([route, summary]).toEqual([route, expect.stringMatching(/\.$/u)]);
});

test("openapi.json describes every parameter of a path, and problems as answers of all of /v1", () => {
  for (const [route, { parameters = [], responses }] of operations()) {
    const inPath = parameters.filter((parameter) => parameter.in === "path");
    const named = [...route.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => name);
    expect(inPath.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
    if (!route.includes("/v1/")) continue;
    expect(responses).toMatchObject({
      "4XX": { content: { "application/problem+json": {} } },
      "5XX": { content: { "application/problem+json": {} } },
    });
  }
});

test("openapi.json names an upload's types", () => {
  const upload = document.paths["/v1/environments"]?.["post"]?.requestBody;
  expect(Object.keys(upload?.content ?? {})).toEqual([
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "application/gzip",
    "application/octet-stream",
  ]);
});

test("openapi.json refers to components that are there, and has no others", () => {
  const text = JSON.stringify(document);
  const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/gu)].map(
    ([, name]) => name,
  );
  expect(new Set(referred)).toEqual(new Set(Object.keys(document.components.schemas)));
  expect(referred).toEqual(expect.arrayContaining(["Run", "RunSpecInput", "Problem"]));
});
