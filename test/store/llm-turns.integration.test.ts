import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import {
  type TurnRequest,
  completeTurn,
  failTurn,
  reserveTurn,
} from "../../src/store/llm-turns.ts";
import { insertRun, readRun } from "../../src/store/runs.ts";
import { type Store, openStore, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { sampleSpec, sha256 } from "./sample.ts";

let database: TestDatabase;
let api: Store;
let agents: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  agents = openStore({ url: database.urls.agents, applicationName: "agents", poolSize: 8 });
});

afterAll(async () => {
  await api.close();
  await agents.close();
  await database.close();
});

async function startRun(id: string, budgetUsd: number | null): Promise<string> {
  const spec = sampleSpec({ budgetUsd });
  await transaction(api, (tx) => insertRun(tx, { id, spec, environments: [], idempotency: null }));
  return id;
}

function turnOf(runId: string, turn = 0, worstCaseMicroUsd = 400_000): TurnRequest {
  return {
    runId,
    conversationId: `${runId}/0/proposer`,
    turn,
    requestSha256: sha256(`request ${turn}`),
    model: "model",
    worstCaseMicroUsd,
    owner: "test",
  };
}

const RESULT = {
  // Key order and NUL must come back as they were: the next request is built from them and hashed.
  response: { z: 1, content: [{ type: "text", text: "a\u0000b" }], a: { y: 1, b: 2 } },
  usage: { input_tokens: 10, output_tokens: 20 },
  stopReason: "tool_use",
  providerRequestId: "req_1",
  costMicroUsd: 123_456,
};

async function reserveAttempt(request: TurnRequest): Promise<number> {
  const reservation = await reserveTurn(agents, request);
  if (reservation.kind === "stored") throw new Error("The turn was already paid");
  return reservation.attemptId;
}

describe("reserveTurn()", () => {
  test("returns a paid turn byte for byte and lets nobody send it again", async () => {
    const runId = await startRun("turn-paid", 1);
    await completeTurn(agents, await reserveAttempt(turnOf(runId)), RESULT);
    const again = await reserveTurn(agents, turnOf(runId));
    expect(again).toEqual({ kind: "stored", result: RESULT });
    expect(JSON.stringify(again)).toBe(JSON.stringify({ kind: "stored", result: RESULT }));
    expect(await readRun(api, runId)).toMatchObject({ spentUsd: 0.123456 });
  });

  test("refuses another request for a paid turn", async () => {
    const runId = await startRun("turn-conflict", 1);
    await completeTurn(agents, await reserveAttempt(turnOf(runId)), RESULT);
    const changed = { ...turnOf(runId), requestSha256: sha256("changed") };
    await expect(reserveTurn(agents, changed)).rejects.toMatchObject({ code: "JOURNAL_CONFLICT" });
  });

  test("counts an attempt that a crash left open at what was set aside for it", async () => {
    const runId = await startRun("turn-crashed", 1);
    await reserveAttempt(turnOf(runId));
    await reserveAttempt(turnOf(runId));
    await expect(reserveTurn(agents, turnOf(runId))).rejects.toMatchObject({
      code: "BUDGET_EXHAUSTED",
      message: expect.stringContaining("$0.8000 set aside"),
    });
    expect(await readRun(api, runId)).toMatchObject({ spentUsd: 0 });
  });

  test("spends nothing for a run without a budget", async () => {
    const runId = await startRun("turn-unbudgeted", null);
    await expect(reserveTurn(agents, turnOf(runId, 0, 1))).rejects.toMatchObject({
      code: "BUDGET_EXHAUSTED",
    });
    await expect(reserveTurn(agents, turnOf("turn-no-run"))).rejects.toMatchObject({
      code: "UNKNOWN_RUN",
    });
  });

  test("never sets more aside than the budget when many turns come at once", async () => {
    const runId = await startRun("turn-racing", 1);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, turn) => reserveTurn(agents, turnOf(runId, turn))),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.every(({ reason }) => reason.code === "BUDGET_EXHAUSTED")).toBe(true);
  });
});

describe("completeTurn()", () => {
  test("replaces the reservation by the cost, once", async () => {
    const runId = await startRun("turn-settled", 1);
    const attempt = await reserveAttempt(turnOf(runId));
    await completeTurn(agents, attempt, RESULT);
    await completeTurn(agents, attempt, RESULT);
    expect(await readRun(api, runId)).toMatchObject({ spentUsd: 0.123456 });
    expect(await reserveTurn(agents, turnOf(runId, 1, 876_544))).toMatchObject({
      kind: "reserved",
    });
  });

  test("keeps the first result of a turn and spends the cost of both attempts", async () => {
    const runId = await startRun("turn-twice", 1);
    const zombie = await reserveAttempt(turnOf(runId));
    const second = await reserveAttempt(turnOf(runId));
    await completeTurn(agents, second, RESULT);
    const late = { ...RESULT, response: { late: true }, costMicroUsd: 100_000 };
    expect(await completeTurn(agents, zombie, late)).toMatchObject({ response: RESULT.response });
    expect(await readRun(api, runId)).toMatchObject({ spentUsd: 0.223456 });
    expect(await reserveTurn(agents, turnOf(runId))).toMatchObject({
      kind: "stored",
      result: { response: RESULT.response },
    });
  });

  test("refuses an attempt that was never reserved", async () => {
    await expect(completeTurn(agents, 999_999, RESULT)).rejects.toThrow(RangeError);
  });
});

describe("failTurn()", () => {
  test("frees the reservation when the cost is known, and keeps it when not", async () => {
    const runId = await startRun("turn-failed", 1);
    const refused = await reserveAttempt(turnOf(runId));
    await failTurn(agents, refused, { reason: "429", costMicroUsd: 0 });
    await failTurn(agents, refused, { reason: "429", costMicroUsd: 500_000 });
    const stalled = await reserveAttempt(turnOf(runId));
    await failTurn(agents, stalled, { reason: "stalled", costMicroUsd: null });
    await reserveAttempt(turnOf(runId));
    await expect(reserveTurn(agents, turnOf(runId))).rejects.toMatchObject({
      code: "BUDGET_EXHAUSTED",
      message: expect.stringContaining("$0.0000 spent and $0.8000 set aside"),
    });
  });
});
