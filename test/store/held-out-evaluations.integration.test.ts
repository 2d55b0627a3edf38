import { afterAll, beforeAll, expect, test } from "@jest/globals";

import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import type { HeldOutEvaluationSpec } from "../../src/schemas/held-out-evaluation.ts";
import {
  completeHeldOutEvaluation,
  failHeldOutEvaluation,
  insertHeldOutEvaluation,
  readHeldOutEvaluation,
  startHeldOutEvaluation,
} from "../../src/store/held-out-evaluations.ts";
import { listLooks, recordLook } from "../../src/store/look-log.ts";
import { type Store, openStore, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { sha256 } from "./sample.ts";

let database: TestDatabase;
let api: Store;
let heldOut: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  heldOut = openStore({ url: database.urls.held_out, applicationName: "held-out", poolSize: 4 });
});

afterAll(async () => {
  await api.close();
  await heldOut.close();
  await database.close();
});

const SPEC: HeldOutEvaluationSpec = {
  controller: { name: "lead-3", hash: sha256("lead") },
  baseline: { name: "cmc", hash: sha256("cmc") },
  environments: ["model/aime25"],
  betas: [0, 1],
  permutations: 100,
  answers: "exact",
  rules: DEFAULT_RULES,
};

function ask(id: string, key?: string, request = "request") {
  const idempotency = key === undefined ? null : { key, requestSha256: sha256(request) };
  return transaction(api, (tx) =>
    insertHeldOutEvaluation(tx, { id, runId: null, spec: SPEC, requestedBy: "ada", idempotency }),
  );
}

function look(evaluationId: string, ...environments: string[]) {
  return recordLook(heldOut, {
    evaluationId,
    requestedBy: "ada",
    controllerHashes: [sha256("lead"), sha256("cmc")],
    environmentHashes: environments.map(sha256),
  });
}

test("a held-out evaluation goes from request to verdict, and its first end stays", async () => {
  expect(await ask("to-verdict", "key")).toMatchObject({
    created: true,
    evaluation: { state: "queued", spec: SPEC, verdict: null, look: null },
  });
  expect(await ask("other-id", "key")).toMatchObject({
    created: false,
    evaluation: { id: "to-verdict" },
  });
  await expect(ask("other-id", "key", "changed")).rejects.toMatchObject({
    code: "IDEMPOTENCY_CONFLICT",
  });
  await startHeldOutEvaluation(heldOut, "to-verdict", await look("to-verdict", "verdict"));
  expect(await readHeldOutEvaluation(api, "to-verdict")).toMatchObject({
    state: "running",
    look: 1,
  });
  const verdict = { cells: [], differences: [] };
  expect(await completeHeldOutEvaluation(heldOut, "to-verdict", verdict)).toBe(true);
  expect(await completeHeldOutEvaluation(heldOut, "to-verdict", verdict)).toBe(false);
  expect(await failHeldOutEvaluation(api, "to-verdict", "late")).toBe(false);
  expect(await readHeldOutEvaluation(api, "to-verdict")).toMatchObject({
    state: "completed",
    verdict,
    reason: null,
  });
  await expect(readHeldOutEvaluation(api, "none")).rejects.toMatchObject({
    code: "UNKNOWN_EVALUATION",
  });
});

test("insertHeldOutEvaluation() with the same id gets the evaluation that is there", async () => {
  await ask("same-id");
  expect(await ask("same-id")).toMatchObject({ created: false, evaluation: { id: "same-id" } });
});

test("failHeldOutEvaluation() keeps the reason", async () => {
  await ask("failing");
  expect(await failHeldOutEvaluation(heldOut, "failing", "UNKNOWN_ENVIRONMENT")).toBe(true);
  expect(await readHeldOutEvaluation(api, "failing")).toMatchObject({
    state: "failed",
    reason: "UNKNOWN_ENVIRONMENT",
  });
});

test("no other role than held_out publishes a verdict", async () => {
  await ask("forged");
  await expect(
    completeHeldOutEvaluation(api, "forged", { cells: [], differences: [] }),
  ).rejects.toMatchObject({ code: "42501" });
});

test("recordLook() counts looks that share an environment, and one evaluation once", async () => {
  for (const id of ["look-1", "look-2", "look-3", "look-4"]) await ask(id);
  expect(await look("look-1", "env-a", "env-b")).toBe(1);
  expect(await look("look-1", "env-a", "env-b")).toBe(1);
  expect(await look("look-2", "env-b")).toBe(2);
  expect(await look("look-3", "env-c")).toBe(1);
  expect(await look("look-4", "env-a", "env-c")).toBe(3);
  const looks = await listLooks(heldOut);
  expect(looks.filter(({ evaluationId }) => evaluationId.startsWith("look-"))).toHaveLength(4);
});

test("recordLook() gives looks that come at once different numbers", async () => {
  const ids = ["at-once-1", "at-once-2", "at-once-3"];
  for (const id of ids) await ask(id);
  const numbers = await Promise.all(ids.map((id) => look(id, "env-at-once")));
  expect(new Set(numbers)).toEqual(new Set([1, 2, 3]));
});
