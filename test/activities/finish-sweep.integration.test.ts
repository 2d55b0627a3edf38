import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { cellIdentity, cellKey } from "../../src/activities/cell-key.ts";
import { finishSweep } from "../../src/activities/finish-sweep.ts";
import { SCALE_CONTROLLER, shippedController } from "../../src/activities/shipped-controllers.ts";
import { readSweepSpec } from "../../src/activities/sweep-source.ts";
import { betasOf, type SweptController } from "../../src/domain/sweep.ts";
import { encodeColumns } from "../../src/replay/encode-columns.ts";
import type { EpisodeColumns } from "../../src/replay/episode-columns.ts";
import { estimateMean } from "../../src/statistics/estimate-mean.ts";
import { hypervolume } from "../../src/statistics/hypervolume.ts";
import { insertShards, readCells } from "../../src/store/cells.ts";
import { putController } from "../../src/store/controllers.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { readRunCurves } from "../../src/store/run-curves.ts";
import { insertRun } from "../../src/store/runs.ts";
import { openStore, type Store, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { createDraw } from "../statistics/random-episodes.ts";
import { sampleEnvironment, sampleSpec } from "../store/sample.ts";

const QUESTIONS = 12;
const PERMUTATIONS = 4;
const BETAS = [0, 1];
/** Two models that answered the same questions. */
const MODELS = ["small/toy", "large/toy"];

let database: TestDatabase;
let api: Store;
let replay: Store;
let scale: SweptController;
let candidate: SweptController;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  replay = openStore({ url: database.urls.replay, applicationName: "replay", poolSize: 2 });
  for (const name of MODELS) {
    const questions = Array.from({ length: QUESTIONS }, (_, question) => `What is ${question}²?`);
    await insertEnvironment(api, "search", sampleEnvironment(name, name, questions));
  }
  scale = await put(SCALE_CONTROLLER, shippedController(SCALE_CONTROLLER), false);
  candidate = await put("mine", "export default mine;", true);
});

afterAll(async () => {
  await Promise.all([api.close(), replay.close()]);
  await database.close();
});

async function put(name: string, source: string, hasKnobs: boolean): Promise<SweptController> {
  const hash = await putController(replay, { source, name, idea: null, origin: "candidate" });
  return { hash, name, hasKnobs };
}

async function startRun(
  id: string,
  permutations: number,
): Promise<{ kind: "run"; runId: string; round: null }> {
  const spec = sampleSpec({ environments: MODELS, betas: BETAS, permutations });
  const environments = MODELS.map((name) => ({
    name,
    contentHash: sampleEnvironment(name).contentHash,
  }));
  await transaction(api, (tx) => insertRun(tx, { id, spec, environments, idempotency: null }));
  return { kind: "run", runId: id, round: null };
}

/** Episodes that cost about `tokens`, of questions that differ in ease. */
function episodes(seed: number, tokens: number, permutations: number): EpisodeColumns {
  const draw = createDraw(seed);
  const eases = Array.from({ length: QUESTIONS }, draw);
  const correct = eases.flatMap((ease) =>
    Array.from({ length: permutations }, () => (draw() < ease ? 1 : 0)),
  );
  const zeros = correct.map(() => 0);
  const spent = correct.map(() => Math.round(tokens * (0.5 + draw())));
  return {
    answerIds: Int32Array.from(zeros),
    correct: Uint8Array.from(correct),
    tokens: Float64Array.from(spent),
    criticalPathTokens: Float64Array.from(spent),
    longestBranchTokens: Float64Array.from(spent),
    probes: Uint32Array.from(zeros),
    branchesOpened: Uint16Array.from(zeros),
    branchesPruned: Uint16Array.from(zeros),
    digests: Uint32Array.from(zeros),
  };
}

/** Stores the shards of a controller's cells and gives the cells' keys, environment by environment. */
async function play(
  source: Awaited<ReturnType<typeof startRun>>,
  controller: SweptController,
  tokens: number,
  permutations = PERMUTATIONS,
): Promise<string[][]> {
  const sweep = await readSweepSpec(replay, source);
  const keys: string[][] = [];
  for (const [model, { contentHash }] of sweep.environments.entries()) {
    const shards = betasOf(controller, BETAS).map((beta, k) => ({
      cellKey: cellKey(cellIdentity(sweep, controller.hash, contentHash, beta)),
      questions: [0, QUESTIONS] as const,
      permutations: sweep.permutations,
      columns: encodeColumns(episodes(10 * model + k, tokens * 4 ** k, permutations)),
    }));
    await insertShards(replay, "search", shards);
    keys.push(shards.map((shard) => shard.cellKey));
  }
  return keys;
}

test("finishSweep() stores cells with intervals, and a run's curves pooled over its environments", async () => {
  const source = await startRun("run-pooled", PERMUTATIONS);
  const scaleKeys = await play(source, scale, 64_000);
  const keys = await play(source, candidate, 4_000);
  const input = { source, controllers: [scale, candidate] };
  expect(await finishSweep({ store: replay }, input)).toEqual({ cells: 6 });

  const cells = await readCells(api, "search", keys.flat());
  const columns = MODELS.map((_, model) => ({
    questionSet: "shared",
    questionCount: QUESTIONS,
    values: episodes(10 * model, 4_000, PERMUTATIONS).correct,
  }));
  for (const [model, column] of columns.entries()) {
    const { figures } = cells.find(({ key }) => key === keys[model]![0])!;
    const { value, interval } = estimateMean([column], { range: [0, 1] });
    expect(figures.accuracy).toBeCloseTo(value, 12);
    expect(figures.accuracyInterval).toEqual(interval);
    expect(interval).not.toBeNull();
  }

  const curves = await readRunCurves(api, "run-pooled", [scale.hash, candidate.hash]);
  expect(curves.get(scale.hash)?.points).toMatchObject([{ beta: null }]);
  const curve = curves.get(candidate.hash)!;
  expect(curve.points.map(({ beta }) => beta)).toEqual(BETAS);
  const pooled = estimateMean(columns, { range: [0, 1] });
  expect(curve.points[0]!.accuracy).toBeCloseTo(pooled.value, 12);
  expect(curve.points[0]!.accuracyInterval).toEqual(pooled.interval);
  const scaleCells = await readCells(api, "search", scaleKeys.flat());
  const worths = keys.map((own, model) => {
    const figures = cells.filter(({ key }) => own.includes(key)).map((cell) => cell.figures);
    const full = scaleCells.find(({ key }) => key === scaleKeys[model]![0])!.figures.tokens;
    return hypervolume(figures, full);
  });
  expect(curve.hypervolume.value).toBeCloseTo((worths[0]! + worths[1]!) / 2, 12);

  expect(await finishSweep({ store: replay }, input)).toEqual({ cells: 6 });
  expect(await readCells(api, "search", keys.flat())).toEqual(cells);
  expect(await readRunCurves(api, "run-pooled", [scale.hash, candidate.hash])).toEqual(curves);
});

test("finishSweep() gives a run its own curves of cells that another run has computed", async () => {
  const source = await startRun("run-again", PERMUTATIONS);
  await finishSweep({ store: replay }, { source, controllers: [candidate] });
  const [again, first] = await Promise.all(
    ["run-again", "run-pooled"].map((id) => readRunCurves(api, id, [candidate.hash])),
  );
  expect(again).toEqual(first);
  expect(again?.size).toBe(1);
});

test("finishSweep() stores no curve while SC@64 is not played: nothing says what the full cost is", async () => {
  const source = await startRun("run-unscaled", 2);
  await play(source, candidate, 4_000, 2);
  const input = { source, controllers: [candidate] };
  expect(await finishSweep({ store: replay }, input)).toEqual({ cells: 4 });
  expect(await readRunCurves(api, "run-unscaled", [candidate.hash])).toEqual(new Map());
});
