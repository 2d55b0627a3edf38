import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { shippedController } from "../../src/activities/shipped-controllers.ts";
import { buildApi } from "../../src/api/build-api.ts";
import {
  insertHeldOutEvaluation,
  readHeldOutEvaluation,
} from "../../src/store/held-out-evaluations.ts";
import { insertRun, readRun } from "../../src/store/runs.ts";
import { transaction } from "../../src/store/store.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { sampleEnvironment, sampleSpec, sha256 } from "../store/sample.ts";
import { type ApiUnderTest, apiUnderTest } from "./api-under-test.ts";
import { fakeTemporal } from "./fake-temporal.ts";

let under: ApiUnderTest;

beforeAll(async () => {
  under = await apiUnderTest();
  await insertEnvironment(under.store, "search", sampleEnvironment("a"));
});

afterAll(() => under.close());

async function queueRun(id: string): Promise<string> {
  await transaction(under.store, (tx) =>
    insertRun(tx, { id, spec: sampleSpec(), environments: [], idempotency: null }),
  );
  return `discovery-${id}`;
}

async function queueEvaluation(id: string, runId: string | null): Promise<string> {
  const controller = { name: "cmc", hash: sha256("cmc") };
  const { betas, permutations, answers, rules, environments } = sampleSpec();
  const sweep = {
    betas: [...betas],
    permutations,
    answers,
    rules,
    environments: [...environments],
  };
  await transaction(under.store, (tx) =>
    insertHeldOutEvaluation(tx, {
      id,
      runId,
      spec: { controller, baseline: controller, ...sweep },
      requestedBy: "test",
      idempotency: null,
    }),
  );
  return `held-out-${id}`;
}

describe("queueStarter()", () => {
  test("accepts runs while Temporal is away, and starts each once it is back", async () => {
    under.temporal.away = true;
    const { status, body } = await under.request({
      method: "POST",
      url: "/v1/runs",
      body: { environments: ["a"], proposer: { kind: "sequence", sources: ["x"] } },
    });
    expect({ status, state: body["state"] }).toEqual({ status: 202, state: "queued" });
    const workflowId = `discovery-${String(body["id"])}`;
    await under.temporal.asked(workflowId);
    expect(under.temporal.started).toEqual([]);
    under.temporal.away = false;
    // Nobody nudges: the starter looks again by itself.
    await under.temporal.asked(workflowId);
    expect(under.temporal.started).toMatchObject([{ workflowId, again: false }]);
  }, 30_000);

  test("starts what another API left behind as soon as it is ready", async () => {
    const workflowIds = [await queueRun("left-behind"), await queueEvaluation("left-too", null)];
    const ofRun = await queueEvaluation("of-a-run", "left-behind");
    const temporal = fakeTemporal();
    const asked = Promise.all(workflowIds.map((workflowId) => temporal.asked(workflowId)));
    const api = buildApi({ store: under.store, temporal, resolveShipped: shippedController });
    await api.ready();
    await asked;
    await api.close();
    const started = temporal.started.map(({ workflowId }) => workflowId);
    expect(started).toEqual(expect.arrayContaining(workflowIds));
    // A run starts its own evaluation, as a child.
    expect(started).not.toContain(ofRun);
  });

  test("fails what is queued although its workflow has ended, so that it can be resumed", async () => {
    for (const id of ["ended-run", "ended-evaluation"]) {
      under.temporal.ended.add(`discovery-${id}`).add(`held-out-${id}`);
    }
    const temporal = under.temporal;
    const asked = Promise.all([
      temporal.asked(await queueRun("ended-run")),
      temporal.asked(await queueEvaluation("ended-evaluation", null)),
    ]);
    const api = buildApi({ store: under.store, temporal, resolveShipped: shippedController });
    await api.ready();
    await asked;
    // Closing waits for the turn under way.
    await api.close();
    expect(await readRun(under.store, "ended-run")).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("ended"),
    });
    expect(await readHeldOutEvaluation(under.store, "ended-evaluation")).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("ended"),
    });
  });
});
