import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { Readable } from "node:stream";

import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { type ApiClient, apiClient } from "../../src/api/client.ts";
import { closedPort } from "./closed-port.ts";

const ENVIRONMENT = {
  name: "Model/aime24",
  contentHash: "0".repeat(64),
  synthetic: false,
  questionCount: 1,
  branchCount: 1,
  probeCount: 1,
  intervalTokensMin: 500,
  intervalTokensMax: 500,
  report: {},
  importedAt: "2026-11-22T12:00:00.000Z",
};

let server: Server;
let client: ApiClient;
/** What the server does with the next request. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  client = apiClient(`http://127.0.0.1:${address.port}`);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

function reply(status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer = (_request, response) => response.writeHead(status, headers).end(JSON.stringify(body));
}

describe("apiClient()", () => {
  test("encodes names, pages and keys, and parses what comes", async () => {
    const asked: unknown[] = [];
    const note = (body: unknown) => {
      answer = (request, response) => {
        asked.push([request.method, request.url, request.headers["idempotency-key"]]);
        response.end(JSON.stringify(body));
      };
    };
    note(ENVIRONMENT);
    expect(await client.readEnvironment("Model/aime24")).toEqual(ENVIRONMENT);
    note({ items: [], nextCursor: null });
    await client.listRuns({ limit: 5, cursor: "a b" });
    note({ items: [], nextAfter: 7 });
    await client.readEvents("r", { after: 7 });
    expect(asked).toEqual([
      ["GET", "/v1/environments/Model%2Faime24", undefined],
      ["GET", "/v1/runs?limit=5&cursor=a+b", undefined],
      ["GET", "/v1/runs/r/events?after=7", undefined],
    ]);
    note({});
    const request = { controller: "cmc", environments: ["x"] };
    await client
      .createHeldOutEvaluation(request, { idempotencyKey: "once" })
      .catch(() => undefined);
    expect(asked.at(-1)).toEqual(["POST", "/v1/held-out-evaluations", "once"]);
  });

  test("sends a file in the pieces it comes in", async () => {
    let received = "";
    answer = (request, response) => {
      request.setEncoding("utf8").on("data", (text: string) => (received += text));
      request.on("end", () => {
        response.writeHead(201).end(JSON.stringify({ created: true, environment: ENVIRONMENT }));
      });
    };
    const pieces = Readable.from([Buffer.from("[1,"), Buffer.from("2]")]);
    expect(await client.importEnvironment("x", pieces)).toMatchObject({ created: true });
    expect(received).toBe("[1,2]");
  });

  test("throws what the file itself throws, not that the API is away", async () => {
    answer = (request) => request.resume();
    const file = new Readable({
      read() {
        this.destroy(Object.assign(new Error("the disk is gone"), { code: "EIO" }));
      },
    });
    await expect(client.importEnvironment("x", file)).rejects.toThrow("the disk is gone");
  });

  test("throws what a problem says, under its code", async () => {
    const problem = { type: "urn:x", title: "Unknown run", status: 404, code: "UNKNOWN_RUN" };
    reply(404, { ...problem, detail: "No run r." });
    await expect(client.readRun("r")).rejects.toMatchObject({
      name: "DomainError",
      code: "UNKNOWN_RUN",
      message: "No run r.",
    });
    reply(503, { ...problem, status: 503, code: "SERVICE_UNAVAILABLE" }, { "retry-after": "5" });
    await expect(client.readRun("r")).rejects.toMatchObject({ retryAfterMs: 5000 });
  });

  test("throws no domain error for a failure that is not one", async () => {
    const problem = { type: "urn:x", title: "Internal", status: 500, code: "INTERNAL" };
    reply(500, { ...problem, detail: "Something failed.", instance: "request-1" });
    await expect(client.readRun("r")).rejects.toThrow("Something failed. (request request-1)");
    reply(502, "<html>");
    await expect(client.readRun("r")).rejects.toThrow("status 502");
    reply(200, { id: "r" });
    await expect(client.readRun("r")).rejects.toThrow("does not know");
  });

  test("takes a service that is not ready for an answer", async () => {
    const check = { ok: false, detail: "away" };
    const readiness = {
      ready: false,
      checks: { postgres: check, migrations: check, temporal: check },
    };
    reply(503, readiness);
    expect(await client.ready()).toEqual(readiness);
  });

  test("says how to start the API where nobody listens, and where the connection breaks", async () => {
    const nobody = apiClient(`http://127.0.0.1:${await closedPort()}`);
    const said = {
      code: "SERVICE_UNAVAILABLE",
      message: expect.stringContaining("autotts up"),
    };
    await expect(nobody.ready()).rejects.toMatchObject(said);
    answer = (request) => request.socket.destroy();
    await expect(client.readRun("r")).rejects.toMatchObject(said);
  });
});
