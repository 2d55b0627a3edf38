import { afterAll, beforeAll, expect, test } from "@jest/globals";

import type { MeanCurve } from "../../src/domain/mean-curve.ts";
import { listCandidates, putCandidate } from "../../src/store/candidates.ts";
import { putController } from "../../src/store/controllers.ts";
import { insertRound } from "../../src/store/rounds.ts";
import { putRunCurve, readRunCurves } from "../../src/store/run-curves.ts";
import { insertRun } from "../../src/store/runs.ts";
import { type Store, openStore, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { sampleSpec, sha256 } from "./sample.ts";

const CURVE: MeanCurve = {
  points: [
    {
      beta: 0.1 + 0.2,
      accuracy: 1 / 3,
      accuracyInterval: [0.1, 0.7],
      tokens: 16_000.123_456_789,
      criticalPathTokens: 9_000,
      onFrontier: true,
    },
  ],
  hypervolume: { value: 0, interval: null, reason: "too few varying questions (0 of 9)" },
};

let database: TestDatabase;
let api: Store;
let control: Store;
let replay: Store;
let controllerHash: string;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  control = openStore({ url: database.urls.control, applicationName: "control", poolSize: 2 });
  replay = openStore({ url: database.urls.replay, applicationName: "replay", poolSize: 2 });
  const candidate = { source: "// a curve", name: null, idea: null, origin: "candidate" } as const;
  controllerHash = await putController(replay, candidate);
  for (const id of ["run-one", "run-other"]) {
    const run = { id, spec: sampleSpec(), environments: [], idempotency: null };
    await transaction(api, (tx) => insertRun(tx, run));
  }
});

afterAll(async () => {
  await Promise.all([api, control, replay].map((store) => store.close()));
  await database.close();
});

test("putRunCurve() keeps one curve a run and controller, which comes back exactly", async () => {
  await putRunCurve(replay, "run-one", controllerHash, { ...CURVE, points: [] });
  await putRunCurve(replay, "run-one", controllerHash, CURVE);
  const curves = await readRunCurves(api, "run-one", [controllerHash, sha256("none")]);
  expect([...curves]).toEqual([[controllerHash, CURVE]]);
  expect(await readRunCurves(api, "run-other", [controllerHash])).toEqual(new Map());
});

test("listCandidates() gives each candidate its controller's curve of the same run", async () => {
  for (const runId of ["run-one", "run-other"]) {
    await transaction(control, (tx) => insertRound(tx, runId, 1));
    const proposal = { controllerHash, hypothesis: "Shorter.", expectedEffect: null };
    await putCandidate(control, { runId, round: 1, index: 0 }, proposal);
  }
  await putRunCurve(replay, "run-one", controllerHash, CURVE);
  expect(await listCandidates(api, "run-one")).toMatchObject([{ curve: CURVE }]);
  expect(await listCandidates(api, "run-other")).toMatchObject([{ curve: null }]);
});
