import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { readEvents } from "../../../src/store/events.ts";
import { insertEnvironment } from "../../../src/store/environments.ts";
import { updateRunState } from "../../../src/store/runs.ts";
import { openStore, transaction } from "../../../src/store/store.ts";
import type { RunState } from "../../../src/domain/states.ts";
import { sampleEnvironment, sha256 } from "../../store/sample.ts";
import { type ApiUnderTest, apiUnderTest } from "../api-under-test.ts";

const SPEC = {
  environments: ["Model/aime24"],
  proposer: { kind: "sequence", sources: ["export default 1;"] },
};

let under: ApiUnderTest;

beforeAll(async () => {
  under = await apiUnderTest();
  await insertEnvironment(under.store, "search", sampleEnvironment("Model/aime24"));
  await insertEnvironment(under.store, "search", sampleEnvironment("Model/other"));
});

afterAll(() => under.close());

function post(body: object, headers: Record<string, string> = {}) {
  return under.request({ method: "POST", url: "/v1/runs", body, headers });
}

function send(payload: string, type: string) {
  const headers = { "content-type": type };
  return under.request({ method: "POST", url: "/v1/runs", payload, headers });
}

function resume(id: string) {
  return under.request({ method: "POST", url: `/v1/runs/${id}/resume` });
}

/** Does what a control worker does. */
async function move(id: string, ...states: RunState[]): Promise<void> {
  const control = openStore({
    url: under.database.urls.control,
    applicationName: "control",
    poolSize: 1,
  });
  for (const state of states) {
    await transaction(control, (tx) => updateRunState(tx, id, { state, reason: "why" }));
  }
  await control.close();
}

describe("POST /v1/runs", () => {
  test("queues a run with its defaults and pinned environments, and has its workflow started", async () => {
    const { status, headers, body } = await post(SPEC);
    expect(status).toBe(202);
    const id = String(body["id"]);
    expect(headers["location"]).toBe(`/v1/runs/${id}`);
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/u);
    expect(body).toMatchObject({
      state: "queued",
      spentUsd: 0,
      spec: { ...SPEC, roundsMax: 5, permutations: 100, baselines: ["sc@64", "cmc"] },
      environments: [{ name: "Model/aime24", contentHash: sha256("Model/aime24") }],
    });
    await under.temporal.asked(`discovery-${id}`);
    expect(under.temporal.started).toContainEqual({
      type: "discoverController",
      input: { runId: id },
      workflowId: `discovery-${id}`,
      summary: `Run ${id}: up to 5 rounds by sequence on 1 environment`,
      again: false,
    });
    const events = await readEvents(under.store, id, { after: 0, limit: 10 });
    expect(events).toMatchObject([{ seq: 1, type: "run.queued" }]);
  });

  test("answers a repeated request with the run it made, and refuses the key for another", async () => {
    const key = { "idempotency-key": "once" };
    const first = await post(SPEC, key);
    // The same content, written differently.
    const { proposer, environments } = SPEC;
    const second = await post({ roundsMax: 5, proposer, environments }, key);
    expect(second.status).toBe(202);
    expect(second.body).toEqual(first.body);
    expect(first.headers["idempotency-replayed"]).toBeUndefined();
    expect(second.headers["idempotency-replayed"]).toBe("true");
    const other = await post({ ...SPEC, seed: 1 }, key);
    expect(other).toMatchObject({ status: 422, body: { code: "IDEMPOTENCY_CONFLICT" } });
    const events = await readEvents(under.store, String(first.body["id"]), { after: 0, limit: 9 });
    expect(events).toHaveLength(1);
  });

  test("points at every field that is wrong, with the value found", async () => {
    const { status, headers, body } = await post({ ...SPEC, betas: [0, 1.5], rounds: 3 });
    expect(status).toBe(400);
    expect(headers["content-type"]).toMatch(/^application\/problem\+json/u);
    expect(body).toMatchObject({ code: "INVALID_INPUT", instance: headers["x-request-id"] });
    expect(body["errors"]).toContainEqual({
      pointer: "/betas/1",
      message: "β lies in [0, 1] (found 1.5)",
    });
    expect(String(body["detail"])).toContain('"rounds"');
  });

  test("names the environments there are when one is unknown, and makes no run", async () => {
    const before = await under.request({ url: "/v1/runs" });
    const { status, body } = await post({ ...SPEC, environments: ["Model/aime24", "nope"] });
    expect({ status, code: body["code"] }).toEqual({ status: 404, code: "UNKNOWN_ENVIRONMENT" });
    expect(body["detail"]).toMatch(/nope.*Model\/aime24, Model\/other/u);
    expect((await under.request({ url: "/v1/runs" })).body).toEqual(before.body);
  });

  test("refuses baselines that do not ship, also of the held-out evaluation at the end", async () => {
    const unknown = { status: 404, body: { code: "UNKNOWN_CONTROLLER" } };
    expect(await post({ ...SPEC, baselines: ["sc@64", "nope"] })).toMatchObject(unknown);
    const heldOut = { environments: ["secret"], baseline: "nope" };
    expect(await post({ ...SPEC, heldOut })).toMatchObject(unknown);
  });

  test("says what is wrong with a body that is no JSON, too large or of another type", async () => {
    const invalid = { code: "INVALID_INPUT" };
    expect(await send("{", "application/json")).toMatchObject({ status: 400, body: invalid });
    expect(await send("a=b", "text/csv")).toMatchObject({ status: 415, body: invalid });
    const large = JSON.stringify({ a: "x".repeat(17 * 1024 * 1024) });
    expect(await send(large, "application/json")).toMatchObject({ status: 413, body: invalid });
  });
});

describe("POST /v1/runs/{id}/resume", () => {
  test("queues a failed or cancelled run again, under the same workflow id", async () => {
    for (const end of ["failed", "cancelled"] as const) {
      const id = String((await post(SPEC)).body["id"]);
      await under.temporal.asked(`discovery-${id}`);
      await move(id, "running", end);
      under.temporal.ended.add(`discovery-${id}`);
      const { status, body } = await resume(id);
      expect(status).toBe(202);
      expect(body).toMatchObject({ id, state: "queued", reason: "resumed", finishedAt: null });
      await under.temporal.asked(`discovery-${id}`);
      expect(under.temporal.started.at(-1)).toMatchObject({
        workflowId: `discovery-${id}`,
        again: true,
      });
      const events = await readEvents(under.store, id, { after: 0, limit: 10 });
      expect(events.map(({ type }) => type)).toEqual(["run.queued", "run.resumed"]);
    }
  });

  test.each([
    [[], "queued", "follow it"],
    [["running"], "running", "follow it"],
    [["running", "completed"], "completed", "new run"],
  ] as const)(
    "refuses a run that went through %p, and says what works",
    async (path, state, way) => {
      const id = String((await post(SPEC)).body["id"]);
      await move(id, ...path);
      const { status, body } = await resume(id);
      expect({ status, code: body["code"] }).toEqual({ status: 409, code: "RUN_STATE_CONFLICT" });
      expect(body["detail"]).toContain(`it is ${state}`);
      expect(body["detail"]).toContain(way);
      expect(await under.request({ url: `/v1/runs/${id}` })).toMatchObject({ body: { state } });
    },
  );

  test("knows no run that is not there", async () => {
    expect(await resume("none")).toMatchObject({ status: 404, body: { code: "UNKNOWN_RUN" } });
  });
});
