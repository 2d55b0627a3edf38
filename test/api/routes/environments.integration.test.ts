import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { type ApiClient, apiClient } from "../../../src/api/client.ts";
import { insertEnvironment } from "../../../src/store/environments.ts";
import { openStore } from "../../../src/store/store.ts";
import { sampleEnvironment } from "../../store/sample.ts";
import { type ApiUnderTest, apiUnderTest } from "../api-under-test.ts";

let under: ApiUnderTest;
let client: ApiClient;
let port: number;
let tiny: Buffer;

beforeAll(async () => {
  under = await apiUnderTest();
  const address = await under.api.listen({ host: "127.0.0.1", port: 0 });
  port = Number(new URL(address).port);
  client = apiClient(address);
  tiny = await readFile("fixtures/environments/tiny.json");
});

afterAll(() => under.close());

/** Bytes in pieces of a size that cuts records and characters. */
function pieces(bytes: Buffer, size = 97): AsyncIterable<Uint8Array> {
  const count = Math.ceil(bytes.length / size);
  return Readable.from(
    Array.from({ length: count }, (_, piece) => bytes.subarray(piece * size, (piece + 1) * size)),
  );
}

function send(query: string, type: string, payload: Buffer) {
  const headers = { "content-type": type };
  return under.request({ method: "POST", url: `/v1/environments${query}`, payload, headers });
}

async function names(): Promise<string[]> {
  return (await client.listEnvironments()).map(({ name }) => name);
}

describe("POST /v1/environments", () => {
  test("imports a file once, under its first name, with what was found in it", async () => {
    const first = await client.importEnvironment("Tiny/one", pieces(tiny));
    expect(first).toMatchObject({
      created: true,
      environment: { name: "Tiny/one", intervalTokensMin: 500, report: { synthetic: false } },
    });
    const again = await client.importEnvironment("Tiny/two", pieces(gzipSync(tiny)));
    expect(again).toEqual({ created: false, environment: first.environment });
    expect(await client.readEnvironment("Tiny/one")).toEqual(first.environment);
    expect(await names()).toEqual(["Tiny/one"]);
  });

  test("says 201 for what is new and 200 for what is known, and where it is", async () => {
    const known = await send("?name=Tiny%2Fone", "application/json", tiny);
    expect(known.status).toBe(200);
    expect(known.headers["location"]).toBe("/v1/environments/Tiny%2Fone");
    const [record] = JSON.parse(tiny.toString("utf8")) as object[];
    const file = Buffer.from(JSON.stringify([{ ...record, question: "New?" }]));
    const made = await send("?name=Tiny%20new", "application/gzip", gzipSync(file));
    expect(made.status).toBe(201);
    expect(made.headers["location"]).toBe("/v1/environments/Tiny%20new");
  });

  test("takes samples with answers only as CSV, and stores them without Δ", async () => {
    const csv = "question,gold_answer,answer,tokens\nOf a sheet?,1,1,40\nOf a sheet?,1,2,60\n";
    const made = await send("?name=Sheet%2Fone", "text/csv", Buffer.from(csv));
    expect(made.status).toBe(201);
    expect(await client.readEnvironment("Sheet/one")).toMatchObject({
      branchCount: 2,
      probeCount: 0,
      intervalTokensMin: 0,
      intervalTokensMax: 0,
    });
  });

  test("stores nothing of a file that is cut short, and names the file", async () => {
    const cut = client.importEnvironment("Tiny/cut", pieces(tiny.subarray(0, tiny.length - 40)));
    await expect(cut).rejects.toMatchObject({
      code: "INVALID_ENVIRONMENT",
      message: expect.stringContaining("Cannot import Tiny/cut"),
    });
    expect(await names()).not.toContain("Tiny/cut");
  });

  test("stores nothing of an upload whose connection breaks", async () => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const head = `POST /v1/environments?name=Tiny%2Fbroken HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${tiny.length}\r\n\r\n`;
    const handled = new Promise<unknown>((resolve) => {
      under.api.server.once("request", (_request, response) => response.once("close", resolve));
    });
    socket.write(head);
    socket.write(tiny.subarray(0, 100));
    socket.end();
    await handled;
    expect(await names()).not.toContain("Tiny/broken");
  });

  test("answers an upload that is wrong from the start although more of it is still coming", async () => {
    const wrong = Buffer.alloc(20_000_000, " ");
    wrong.write("{");
    await expect(
      client.importEnvironment("Tiny/long", pieces(wrong, 65_536)),
    ).rejects.toMatchObject({ code: "INVALID_ENVIRONMENT" });
    // A caller that reads nothing before it has sent everything must get through as well.
    const socket = connect(port, "127.0.0.1");
    socket.write(
      `POST /v1/environments?name=x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${wrong.length}\r\n\r\n`,
    );
    await new Promise((resolve) => {
      socket.write(wrong, resolve);
    });
    const [answer] = (await once(socket.setEncoding("utf8"), "data")) as [string];
    socket.destroy();
    expect(answer).toContain("HTTP/1.1 422");
    expect(answer).toContain("INVALID_ENVIRONMENT");
  });

  test("refuses a name that stands for other content, and a question of the other split", async () => {
    const other = Buffer.from(tiny.toString("utf8").replaceAll("Tiny question", "Other question"));
    await expect(client.importEnvironment("Tiny/one", pieces(other))).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("another name"),
    });
    const owner = openStore({
      url: under.database.urls.owner,
      applicationName: "owner",
      poolSize: 1,
    });
    const heldOut = sampleEnvironment("Secret/aime25");
    const [record] = JSON.parse(tiny.toString("utf8")) as { question: string }[];
    const clash = { ...record, question: heldOut.chunks[0]!.questions[0] };
    await insertEnvironment(owner, "held-out", heldOut);
    await owner.close();
    const file = Buffer.from(JSON.stringify([clash]));
    await expect(client.importEnvironment("Tiny/clash", pieces(file))).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("held-out"),
    });
    expect(await names()).toEqual(["Sheet/one", "Tiny new", "Tiny/one"]);
  });

  test("says what is missing: a name, a body, a type it takes", async () => {
    expect(await send("", "application/json", Buffer.from("[]"))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/name" }] },
    });
    expect(await under.request({ method: "POST", url: "/v1/environments?name=x" })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("send the file itself as the body") },
    });
    expect(await send("?name=x", "text/plain", Buffer.from("a,b"))).toMatchObject({ status: 415 });
    expect(await send("?name=x", "application/json", Buffer.from("[]"))).toMatchObject({
      status: 422,
      body: { code: "INVALID_ENVIRONMENT" },
    });
  });
});

test("GET /v1/environments/{name} names those there are, and how a slash is written", async () => {
  await expect(client.readEnvironment("Tiny/none")).rejects.toMatchObject({
    code: "UNKNOWN_ENVIRONMENT",
    message: expect.stringContaining("Tiny/one"),
  });
  expect(await under.request({ url: "/v1/environments/Tiny/one" })).toMatchObject({
    status: 404,
    body: { code: "NOT_FOUND", detail: expect.stringContaining("%2F") },
  });
  const long = "β".repeat(200);
  expect(
    await under.request({ url: `/v1/environments/${encodeURIComponent(long)}` }),
  ).toMatchObject({ body: { code: "UNKNOWN_ENVIRONMENT" } });
});
