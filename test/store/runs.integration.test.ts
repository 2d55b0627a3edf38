import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { RUN_STATES, type RunState } from "../../src/domain/states.ts";
import {
  advanceCandidate,
  finishCandidate,
  listCandidates,
  putCandidate,
  updateCritiques,
} from "../../src/store/candidates.ts";
import { listControllers, putController, readController } from "../../src/store/controllers.ts";
import { appendEvent, readEvents } from "../../src/store/events.ts";
import {
  answerProposerRequest,
  listProposerRequests,
  putProposerRequest,
} from "../../src/store/proposer-requests.ts";
import { advanceRound, finishRound, insertRound, readRound } from "../../src/store/rounds.ts";
import {
  insertRun,
  listQueuedRuns,
  listRuns,
  readRun,
  updateRunSelection,
  updateRunState,
} from "../../src/store/runs.ts";
import { type Store, openStore, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { sampleSpec, sha256 } from "./sample.ts";

let database: TestDatabase;
let api: Store;
let control: Store;
let agents: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 4 });
  control = openStore({ url: database.urls.control, applicationName: "control", poolSize: 8 });
  agents = openStore({ url: database.urls.agents, applicationName: "agents", poolSize: 2 });
});

afterAll(async () => {
  await Promise.all([api, control, agents].map((store) => store.close()));
  await database.close();
});

async function startRun(id: string): Promise<string> {
  await transaction(api, (tx) =>
    insertRun(tx, { id, spec: sampleSpec(), environments: [], idempotency: null }),
  );
  return id;
}

async function queuedIds(): Promise<string[]> {
  return (await listQueuedRuns(api, 100)).map(({ id }) => id);
}

function move(id: string, state: RunState, reason: string | null = "why"): Promise<boolean> {
  return transaction(control, (tx) => updateRunState(tx, id, { state, reason }));
}

describe("insertRun()", () => {
  test("stores the spec as it was given and answers a repeated request with the first run", async () => {
    const spec = sampleSpec({ budgetUsd: 1.5, seed: 7 });
    const environments = [{ name: "a", contentHash: sha256("a") }];
    const insert = (id: string, request: string) =>
      transaction(api, (tx) =>
        insertRun(tx, {
          id,
          spec,
          environments,
          idempotency: { key: "once", requestSha256: sha256(request) },
        }),
      );
    const first = await insert("run-first", "request");
    expect(first).toMatchObject({
      created: true,
      run: { id: "run-first", state: "queued", spec, environments, spentUsd: 0, best: null },
    });
    expect(await insert("run-second", "request")).toEqual({ ...first, created: false });
    await expect(insert("run-third", "another")).rejects.toMatchObject({
      code: "IDEMPOTENCY_CONFLICT",
    });
    await expect(readRun(api, "run-third")).rejects.toMatchObject({ code: "UNKNOWN_RUN" });
  });

  test("makes one run of one request that comes many times at once", async () => {
    const results = await Promise.all(
      ["a", "b", "c", "d"].map((suffix) =>
        transaction(api, (tx) =>
          insertRun(tx, {
            id: `run-racing-${suffix}`,
            spec: sampleSpec(),
            environments: [],
            idempotency: { key: "race", requestSha256: sha256("race") },
          }),
        ),
      ),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ run }) => run.id)).size).toBe(1);
  });
});

test("listRuns() goes through all runs once, newest first, page by page", async () => {
  for (let count = 0; count < 5; count++) await startRun(`run-page-${count}`);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listRuns>> = await listRuns(api, { limit: 2, cursor });
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  const all = await listRuns(api, { limit: 100, cursor: null });
  expect(seen).toEqual(all.items.map(({ id }) => id));
  expect(all.nextCursor).toBeNull();
  await expect(listRuns(api, { limit: 2, cursor: "rubbish" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
});

describe("updateRunState()", () => {
  test("follows a run from the queue to its end and back by a resume", async () => {
    const id = await startRun("run-states");
    expect(await move(id, "running", null)).toBe(true);
    expect(await move(id, "running", null)).toBe(false);
    const started = await readRun(api, id);
    expect(started).toMatchObject({ state: "running", reason: null, finishedAt: null });
    expect(started.startedAt).not.toBeNull();
    await move(id, "failed", "SERVICE_UNAVAILABLE");
    const failed = await readRun(api, id);
    expect(failed).toMatchObject({ state: "failed", reason: "SERVICE_UNAVAILABLE" });
    expect(failed.finishedAt).not.toBeNull();
    expect(await queuedIds()).not.toContain(id);
    await move(id, "queued", null);
    expect(await readRun(api, id)).toMatchObject({
      finishedAt: null,
      startedAt: started.startedAt,
    });
    expect(await queuedIds()).toContain(id);
  });

  test("refuses what the state does not lead to, and names both states", async () => {
    const id = await startRun("run-guarded");
    await expect(move(id, "completed")).rejects.toMatchObject({
      code: "RUN_STATE_CONFLICT",
      message: expect.stringContaining("it is queued"),
    });
    await move(id, "running");
    await move(id, "completed");
    for (const state of RUN_STATES.filter((other) => other !== "completed")) {
      await expect(move(id, state)).rejects.toMatchObject({ code: "RUN_STATE_CONFLICT" });
    }
    await expect(move("run-none", "running")).rejects.toMatchObject({ code: "UNKNOWN_RUN" });
  });
});

test("putController() keeps one row a source, fills in its name once and never changes its text", async () => {
  const source = "export default defineController({})";
  const hash = await putController(agents, { source, name: null, idea: null, origin: "candidate" });
  expect(hash).toBe(sha256(source));
  await putController(control, { source, name: "lead-3", idea: "Lead.", origin: "candidate" });
  await putController(control, { source, name: "other", idea: "Other.", origin: "shipped" });
  expect(await readController(api, hash)).toMatchObject({
    source,
    name: "lead-3",
    idea: "Lead.",
    origin: "candidate",
  });
  const listed = await listControllers(api, { limit: 10 });
  expect(listed.map((controller) => controller.hash)).toEqual([hash]);
  expect(await listControllers(api, { origin: "shipped", limit: 10 })).toEqual([]);
  await expect(readController(api, sha256("none"))).rejects.toMatchObject({
    code: "UNKNOWN_CONTROLLER",
  });
});

test("putController() says what is wrong with a source that Postgres can't hold", async () => {
  const source = "a\u0000b";
  await expect(
    putController(agents, { source, name: null, idea: null, origin: "candidate" }),
  ).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("a round and its candidates go through their stages, and the first end stays", async () => {
  const runId = await startRun("run-rounds");
  const controllerHash = await putController(agents, {
    source: "// round",
    name: null,
    idea: null,
    origin: "candidate",
  });
  expect(await transaction(control, (tx) => insertRound(tx, runId, 0))).toBe(true);
  expect(await transaction(control, (tx) => insertRound(tx, runId, 0))).toBe(false);
  await transaction(agents, (tx) => advanceRound(tx, runId, 0, "propose"));
  const key = { runId, round: 0, index: 0 };
  await putCandidate(agents, key, { controllerHash, hypothesis: "first", expectedEffect: null });
  await updateCritiques(agents, key, [{ text: "too long" }]);
  const expectedEffect = { betas: [0.5], tokenRatio: 0.8 };
  await putCandidate(agents, key, { controllerHash, hypothesis: "revised", expectedEffect });
  await advanceCandidate(agents, key, "compile");
  await transaction(control, (tx) => advanceRound(tx, runId, 0, "critique"));
  await transaction(control, (tx) => advanceRound(tx, runId, 0, "propose"));
  const open = await readRound(api, runId, 0);
  expect(open).toMatchObject({ stage: "propose", outcome: null, finishedAt: null });
  expect(Object.keys(open.stageStartedAt).toSorted()).toEqual([
    "critique",
    "propose",
    "resetTemplate",
  ]);
  expect(await readRun(api, runId)).toMatchObject({ currentRound: 0, currentStage: "propose" });

  const scored = { selectionScore: 0.6, predictionScore: { hits: 1 } };
  expect(await finishCandidate(control, key, { state: "scored", reason: null, ...scored })).toBe(
    true,
  );
  expect(await finishCandidate(control, key, { state: "crashed", reason: "no", ...scored })).toBe(
    false,
  );
  await putCandidate(agents, key, { controllerHash, hypothesis: "late", expectedEffect: null });
  const candidates = await listCandidates(api, runId, 0);
  expect(candidates).toEqual([
    expect.objectContaining({
      ...key,
      ...scored,
      state: "scored",
      stage: "compile",
      hypothesis: "revised",
      expectedEffect,
      critiques: [{ text: "too long" }],
    }),
  ]);
  const end = (outcome: "done" | "crashed") =>
    transaction(control, (tx) => finishRound(tx, runId, 0, { outcome, reason: null }));
  expect(await end("done")).toBe(true);
  expect(await end("crashed")).toBe(false);
  await transaction(control, (tx) => advanceRound(tx, runId, 0, "archive"));
  expect(await readRound(api, runId, 0)).toMatchObject({ outcome: "done", stage: "propose" });

  const selection = {
    rule: "frontier",
    winner: { round: 0, index: 0 },
    runnerUp: null,
    margin: null,
    marginInterval: null,
  } as const;
  await updateRunSelection(control, runId, selection);
  expect(await readRun(api, runId)).toMatchObject({ selection, best: selection.winner });
  await expect(readRound(api, runId, 1)).rejects.toMatchObject({ code: "UNKNOWN_ROUND" });
});

describe("appendEvent()", () => {
  test("numbers events without gaps under concurrent writers and rolled-back ones", async () => {
    const runId = await startRun("run-events");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, step) =>
        transaction(control, async (tx) => {
          const event = { round: null, stage: null, dedupeKey: null, payload: { step } };
          await appendEvent(tx, { runId, type: "step", ...event });
          if (step % 4 === 0) throw new Error("rolled back");
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(30);
    const events = await readEvents(api, runId, { after: 0, limit: 100 });
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    const rest = await readEvents(api, runId, { after: 20, limit: 3 });
    expect(rest.map(({ seq }) => seq)).toEqual([21, 22, 23]);
  });

  test("tells an event with a dedupe key once", async () => {
    const runId = await startRun("run-dedupe");
    const append = (dedupeKey: string | null) =>
      transaction(control, (tx) =>
        appendEvent(tx, { runId, type: "x", round: 0, stage: "evaluate", payload: {}, dedupeKey }),
      );
    expect(await append("shard-1")).toEqual({ seq: 1, appended: true });
    expect(await append("shard-1")).toEqual({ seq: 1, appended: false });
    expect(await append(null)).toEqual({ seq: 2, appended: true });
    expect(await append(null)).toEqual({ seq: 3, appended: true });
  });
});

test("proposer requests are asked once, answered once, and come back in the order asked", async () => {
  const runId = await startRun("run-requests");
  await transaction(control, (tx) => insertRound(tx, runId, 0));
  const key = (requestId: string) => ({ runId, round: 0, requestId });
  const ask = (requestId: string, source: string) =>
    putProposerRequest(agents, key(requestId), { kind: "check-draft", payload: { source } });
  await ask("b", "first");
  await ask("a", "second");
  await ask("b", "first");
  await expect(ask("b", "changed")).rejects.toMatchObject({ code: "JOURNAL_CONFLICT" });
  expect(await answerProposerRequest(agents, key("b"), { z: 1, a: "\u0000" })).toBe(true);
  expect(await answerProposerRequest(agents, key("b"), { ok: false })).toBe(false);
  const requests = await listProposerRequests(agents, runId, 0);
  expect(requests.map(({ requestId, state }) => [requestId, state])).toEqual([
    ["b", "answered"],
    ["a", "open"],
  ]);
  // Byte for byte: a conversation is rebuilt from it.
  expect(JSON.stringify(requests[0]?.result)).toBe(JSON.stringify({ z: 1, a: "\u0000" }));
});
