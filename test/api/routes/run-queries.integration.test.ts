import { afterAll, beforeAll, expect, test } from "@jest/globals";

import { shippedController } from "../../../src/activities/shipped-controllers.ts";
import type { CellFigures } from "../../../src/domain/cell.ts";
import type { MeanCurve } from "../../../src/domain/mean-curve.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import { finishCandidate, putCandidate } from "../../../src/store/candidates.ts";
import { insertCell } from "../../../src/store/cells.ts";
import { putController } from "../../../src/store/controllers.ts";
import { insertEnvironment } from "../../../src/store/environments.ts";
import { putRunCurve } from "../../../src/store/run-curves.ts";
import { insertRound } from "../../../src/store/rounds.ts";
import { updateRunBest } from "../../../src/store/runs.ts";
import { openStore, transaction } from "../../../src/store/store.ts";
import { sampleEnvironment, sha256 } from "../../store/sample.ts";
import { type ApiUnderTest, apiUnderTest } from "../api-under-test.ts";

const FIGURES: CellFigures = {
  episodes: 200,
  accuracy: 0.5,
  accuracyInterval: [0.4, 0.6],
  tokens: 1000,
  tokensP50: 900,
  tokensP95: 2000,
  criticalPathTokens: 500,
  criticalPathTokensP50: 450,
  criticalPathTokensP95: 900,
  longestBranchTokens: 400,
  probes: 0,
  branchesOpened: 3,
  branchesPruned: 1,
};

const CURVE: MeanCurve = {
  points: [0, 1].map((beta) => ({
    beta,
    accuracy: 0.5,
    accuracyInterval: beta === 0 ? null : [0.4, 0.6],
    tokens: 1000,
    criticalPathTokens: 500,
    onFrontier: true,
  })),
  hypervolume: { value: 0.6, interval: [0.45, 0.7] },
};

let under: ApiUnderTest;
let id: string;
let candidateHash: string;
let cmcHash: string;

beforeAll(async () => {
  under = await apiUnderTest();
  const environment = sampleEnvironment("Model/aime24");
  await insertEnvironment(under.store, "search", environment);
  const created = await under.request({
    method: "POST",
    url: "/v1/runs",
    body: {
      environments: ["Model/aime24"],
      betas: [0, 1],
      proposer: { kind: "sequence", sources: ["export default 1;"] },
      baselines: ["sc@64", "cmc"],
    },
  });
  id = String(created.body["id"]);
  const { urls } = under.database;
  const control = openStore({ url: urls.control, applicationName: "control", poolSize: 1 });
  const replay = openStore({ url: urls.replay, applicationName: "replay", poolSize: 1 });
  const put = (source: string, name: string) =>
    putController(control, { source, name, idea: null, origin: "candidate" });
  candidateHash = await put("// candidate", "lead-7");
  cmcHash = await put(shippedController("cmc"), "cmc");
  await transaction(control, (tx) => insertRound(tx, id, 1));
  const key = { runId: id, round: 1, index: 0 };
  const proposal = { controllerHash: candidateHash, hypothesis: "Shorter.", expectedEffect: null };
  await putCandidate(control, key, proposal);
  await finishCandidate(control, key, {
    state: "scored",
    reason: null,
    selectionScore: 0.6,
    predictionScore: null,
  });
  await updateRunBest(control, id, { round: 1, index: 0 });
  const cell = (controllerHash: string, beta: number | null, permutations = 100) =>
    insertCell(
      replay,
      "search",
      sha256(`${controllerHash} ${beta} ${permutations}`),
      {
        controllerHash,
        replayVersion: 1,
        environmentHash: environment.contentHash,
        beta,
        permutations: [0, permutations],
        answers: "exact",
        normalisationVersion: null,
        rules: DEFAULT_RULES,
      },
      FIGURES,
    );
  await cell(candidateHash, 0);
  await cell(candidateHash, 1);
  await cell(candidateHash, 0.5);
  await cell(candidateHash, 0, 7);
  await cell(cmcHash, null);
  await putRunCurve(replay, id, candidateHash, CURVE);
  await control.close();
  await replay.close();
});

afterAll(() => under.close());

test("GET /v1/runs gives pages that continue, and refuses a cursor of its caller's making", async () => {
  const post = { method: "POST", url: "/v1/runs" } as const;
  const { body } = await under.request({ url: `/v1/runs/${id}` });
  for (let more = 0; more < 2; more += 1) {
    await under.request({ ...post, body: body["spec"] as object });
  }
  const first = await under.request({ url: "/v1/runs?limit=2" });
  expect(first.body["items"]).toHaveLength(2);
  const cursor = encodeURIComponent(String(first.body["nextCursor"]));
  const second = await under.request({ url: `/v1/runs?limit=2&cursor=${cursor}` });
  expect(second.body).toMatchObject({ items: [{ id, best: { round: 1 } }], nextCursor: null });
  expect(await under.request({ url: "/v1/runs?cursor=mine" })).toMatchObject({ status: 400 });
  expect((await under.request({ url: "/v1/runs?limit=0" })).body).toMatchObject({
    code: "INVALID_INPUT",
    errors: [{ pointer: "/limit" }],
  });
});

test("GET /v1/runs/{id} tells where the run is, its best candidate and what it spent", async () => {
  const { status, body } = await under.request({ url: `/v1/runs/${id}` });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id,
    currentRound: 1,
    currentStage: "resetTemplate",
    best: { round: 1, index: 0 },
    spentUsd: 0,
    selection: null,
  });
});

test("GET /v1/runs/{id}/rounds gives all rounds with their candidates and the candidates' names", async () => {
  const { body } = await under.request({ url: `/v1/runs/${id}/rounds` });
  expect(body).toMatchObject({
    items: [
      {
        round: 1,
        outcome: null,
        candidates: [
          {
            index: 0,
            state: "scored",
            controllerHash: candidateHash,
            controllerName: "lead-7",
            curve: CURVE,
          },
        ],
      },
    ],
  });
});

test("GET /v1/runs/{id}/rounds/{n} adds the candidates' cells of this run's sweep alone", async () => {
  const { body } = await under.request({ url: `/v1/runs/${id}/rounds/1` });
  expect(body).toMatchObject({
    round: 1,
    candidates: [{ index: 0, cells: [{ beta: 0, figures: FIGURES }, { beta: 1 }] }],
  });
});

test("GET /v1/runs/{id}/curves puts the best candidate beside the baselines, evaluated or not", async () => {
  const { body } = await under.request({ url: `/v1/runs/${id}/curves` });
  expect(body).toMatchObject({
    items: [
      { role: "baseline", name: "sc@64", candidate: null, mean: null, cells: [] },
      { role: "baseline", name: "cmc", controllerHash: cmcHash, cells: [{ beta: null }] },
      {
        role: "best",
        name: "lead-7",
        candidate: { round: 1, index: 0 },
        mean: CURVE,
        cells: [{ beta: 0 }, { beta: 1 }],
      },
    ],
  });
});

test("GET /v1/runs/{id}/events goes on where the last page ended", async () => {
  const first = await under.request({ url: `/v1/runs/${id}/events` });
  expect(first.body).toMatchObject({ items: [{ seq: 1, type: "run.queued" }], nextAfter: 1 });
  const rest = await under.request({ url: `/v1/runs/${id}/events?after=1&limit=5` });
  expect(rest.body).toEqual({ items: [], nextAfter: 1 });
  const wrong = await under.request({ url: `/v1/runs/${id}/events?after=-1` });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: "/after" }] } });
});

test.each(["", "/rounds", "/rounds/1", "/curves", "/events"])(
  "GET /v1/runs/none%s knows no such run",
  async (path) => {
    const { status, body } = await under.request({ url: `/v1/runs/none${path}` });
    expect({ status, code: body["code"] }).toEqual({ status: 404, code: "UNKNOWN_RUN" });
  },
);

test("GET /v1/runs/{id}/rounds/{n} tells a round that is not there from a number that is none", async () => {
  const missing = await under.request({ url: `/v1/runs/${id}/rounds/9` });
  expect(missing).toMatchObject({ status: 404, body: { code: "UNKNOWN_ROUND" } });
  for (const number of ["first", "1.5", "3000000000"]) {
    const wrong = await under.request({ url: `/v1/runs/${id}/rounds/${number}` });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: "/round" }] } });
  }
});

test("GET /v1/controllers/{hash} gives a winner's source", async () => {
  const { body } = await under.request({ url: `/v1/controllers/${candidateHash}` });
  expect(body).toMatchObject({ name: "lead-7", source: "// candidate" });
  const missing = await under.request({ url: `/v1/controllers/${sha256("none")}` });
  expect(missing).toMatchObject({ status: 404, body: { code: "UNKNOWN_CONTROLLER" } });
  const wrong = await under.request({ url: "/v1/controllers/cmc" });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: "/hash" }] } });
});
