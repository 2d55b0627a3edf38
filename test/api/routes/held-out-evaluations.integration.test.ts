import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { shippedController } from "../../../src/activities/shipped-controllers.ts";
import { putController } from "../../../src/store/controllers.ts";
import { sha256 } from "../../store/sample.ts";
import { type ApiUnderTest, apiUnderTest } from "../api-under-test.ts";

let under: ApiUnderTest;

beforeAll(async () => {
  under = await apiUnderTest();
});

afterAll(() => under.close());

function post(body: object, headers: Record<string, string> = {}) {
  return under.request({ method: "POST", url: "/v1/held-out-evaluations", body, headers });
}

describe("POST /v1/held-out-evaluations", () => {
  test("queues a stored controller beside one that ships, and has the workflow started", async () => {
    const winner = {
      source: "// winner",
      name: "lead-7",
      idea: null,
      origin: "candidate",
    } as const;
    const hash = await putController(under.store, winner);
    const { status, headers, body } = await post({ controller: hash, environments: ["Secret/x"] });
    expect(status).toBe(202);
    const id = String(body["id"]);
    expect(headers["location"]).toBe(`/v1/held-out-evaluations/${id}`);
    expect(body).toMatchObject({
      state: "queued",
      runId: null,
      verdict: null,
      look: null,
      spec: {
        controller: { name: "lead-7", hash },
        baseline: { name: "cmc", hash: sha256(shippedController("cmc")) },
        environments: ["Secret/x"],
        permutations: 100,
      },
    });
    await under.temporal.asked(`held-out-${id}`);
    expect(under.temporal.started).toContainEqual({
      type: "evaluateHeldOut",
      input: { evaluationId: id },
      workflowId: `held-out-${id}`,
      summary: "Held-out evaluation on 1 environment",
      again: false,
    });
    expect((await under.request({ url: `/v1/held-out-evaluations/${id}` })).body).toEqual(body);
  });

  test("looks once however often it is asked under one key", async () => {
    const key = { "idempotency-key": "look" };
    const ask = { controller: "cmc", baseline: "sc@64", environments: ["Secret/x"] };
    const first = await post(ask, key);
    const second = await post(ask, key);
    expect(second.body["id"]).toBe(first.body["id"]);
    expect(second.headers["idempotency-replayed"]).toBe("true");
    expect(await post({ ...ask, baseline: "cmc" }, key)).toMatchObject({
      status: 422,
      body: { code: "IDEMPOTENCY_CONFLICT" },
    });
  });

  test("refuses controllers that are neither stored nor shipped", async () => {
    for (const controller of [sha256("none"), "nope"]) {
      const { status, body } = await post({ controller, environments: ["Secret/x"] });
      expect({ status, code: body["code"] }).toEqual({ status: 404, code: "UNKNOWN_CONTROLLER" });
    }
    expect(await post({ controller: "cmc", environments: [] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/environments" }] },
    });
  });
});

test("GET /v1/held-out-evaluations/{id} knows no evaluation that is not there", async () => {
  const { status, body } = await under.request({ url: "/v1/held-out-evaluations/none" });
  expect({ status, code: body["code"] }).toEqual({ status: 404, code: "UNKNOWN_EVALUATION" });
});
