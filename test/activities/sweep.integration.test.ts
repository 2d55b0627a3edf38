import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { admitBaselines } from "../../src/activities/admit-baselines.ts";
import { createContentCache } from "../../src/activities/content-cache.ts";
import { finishSweep } from "../../src/activities/finish-sweep.ts";
import { planSweep, type SweepInput } from "../../src/activities/plan-sweep.ts";
import { playShard } from "../../src/activities/play-shard.ts";
import type { ReplayDeps } from "../../src/activities/replay-deps.ts";
import { shippedController } from "../../src/activities/shipped-controllers.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import type { Shard } from "../../src/domain/sweep.ts";
import { buildEnvironment } from "../../src/environments/build-environment.ts";
import { generateEnvironment } from "../../src/environments/generate-environment.ts";
import type { ImportedEnvironment } from "../../src/environments/imported-environment.ts";
import { memoryReader } from "../../src/environments/memory-reader.ts";
import { packEnvironment } from "../../src/environments/pack-environment.ts";
import { goldIds, judgeColumns } from "../../src/replay/judge-columns.ts";
import { compileController } from "../../src/sandbox/compile-controller.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { listSweptCells } from "../../src/store/cells.ts";
import { putController } from "../../src/store/controllers.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { readEvents } from "../../src/store/events.ts";
import { insertRun } from "../../src/store/runs.ts";
import { openStore, type Store, transaction } from "../../src/store/store.ts";
import { cloneDatabase, type TestDatabase } from "../postgres.ts";
import { playInProcess } from "../replay/play-in-process.ts";
import { sampleSpec } from "../store/sample.ts";
import { inActivity } from "./in-activity.ts";

/*
 * The steps of a sweep on a real database and a real sandbox. One test is one sweep from its plan to
 * its cells: what is stored by one step is what the next one must find.
 */

const BETAS = [0, 0.5, 1];
const PERMUTATIONS = 8;
const imported = generateEnvironment({
  model: "4B",
  dataset: "sweep",
  seed: 3,
  questionCount: 5,
  branchCount: 70,
});
const { environment, golds } = imported;
const { contentHash } = environment;

let database: TestDatabase;
let api: Store;
let sandbox: Sandbox;
let deps: ReplayDeps;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  const store = openStore({ url: database.urls.replay, applicationName: "replay", poolSize: 4 });
  sandbox = openSandbox({ children: 1, deadlineMs: 30_000, residentBytesMax: 2 ** 30 });
  deps = { store, sandbox, cache: createContentCache() };
  await insertEnvironment(api, "search", packed(imported));
});

afterAll(async () => {
  await sandbox.close();
  await deps.store.close();
  await api.close();
  await database.close();
});

function packed(whole: ImportedEnvironment) {
  return packEnvironment(whole.environment.name, memoryReader(whole));
}

/** A run on the environment, with CMC beside it. @returns the sweep of its baselines. */
async function sweepOf(runId: string): Promise<SweepInput> {
  const { name } = environment;
  const change = { environments: [name], baselines: ["cmc"], betas: BETAS };
  const spec = sampleSpec({ ...change, permutations: PERMUTATIONS });
  const environments = [{ name, contentHash }];
  await transaction(api, (tx) =>
    insertRun(tx, { id: runId, spec, environments, idempotency: null }),
  );
  const controllers = await admitBaselines(deps, { runId });
  return { source: { kind: "run", runId, round: null }, controllers };
}

/** Plays a shard as a worker does. */
function play(source: SweepInput["source"], shard: Shard, signal?: AbortSignal) {
  return inActivity(() => playShard(deps, { source, shard }), signal);
}

async function eventTypes(runId: string): Promise<string[]> {
  return (await readEvents(api, runId, { after: 0, limit: 100 })).map(({ type }) => type);
}

test("a sweep plays what is missing, stores it once, and is known to every later run", async () => {
  const input = await sweepOf("sweep-first");
  const { source, controllers } = input;
  const first = await planSweep(deps, input);
  expect([first.cellsKnown, first.cellsMissing]).toEqual([0, 4]);
  expect(
    first.shards.map(({ betas, questions, permutations }) => [betas, questions, permutations]),
  ).toEqual([
    [[null], [0, 5], [0, PERMUTATIONS]],
    [BETAS, [0, 5], [0, PERMUTATIONS]],
  ]);
  expect(await planSweep(deps, input)).toEqual(first);

  // A worker that dies after one β of a shard was stored leaves the others to be played.
  const [scale, cmc] = first.shards;
  expect(await play(source, scale!)).toMatchObject({ entriesPlayed: 1, entriesKnown: 0 });
  expect(await play(source, { ...cmc!, betas: [0.5] })).toMatchObject({ entriesPlayed: 1 });
  const rest = await planSweep(deps, input);
  expect(rest.shards).toEqual([{ ...cmc!, betas: [0, 1] }]);
  expect(await play(source, cmc!)).toEqual({ kind: "played", entriesPlayed: 2, entriesKnown: 1 });
  expect(await play(source, cmc!)).toEqual({ kind: "played", entriesPlayed: 0, entriesKnown: 3 });
  const stored = (await eventTypes("sweep-first")).filter((type) => type === "shard.stored");
  expect(stored).toHaveLength(3);
  expect((await planSweep(deps, input)).shards).toEqual([]);

  expect(await finishSweep(deps, input)).toEqual({ cells: 4 });
  expect(await finishSweep(deps, input)).toEqual({ cells: 4 });
  const again = await planSweep(deps, await sweepOf("sweep-second"));
  expect(again).toMatchObject({ shards: [], cellsKnown: 4, cellsMissing: 0 });

  const swept = {
    permutations: [0, PERMUTATIONS],
    answers: "exact",
    rules: DEFAULT_RULES,
  } as const;
  const hashes = controllers.map(({ hash }) => hash);
  const scope = { ...swept, environmentHashes: [contentHash], betas: BETAS };
  const cells = await listSweptCells(api, "search", hashes, scope);
  for (const beta of BETAS) {
    const cell = cells.find((each) => each.beta === beta);
    expect(cell?.figures).toMatchObject(expectedFigures(beta));
  }
});

/** Accuracy and tokens of CMC, played in this process and judged by hand. */
function expectedFigures(beta: number) {
  const compiled = compileController(shippedController("cmc"));
  if (!compiled.ok) throw new Error("CMC does not compile");
  const request = {
    codes: [compiled.code],
    entries: [],
    tables: environment.tables,
    firstQuestion: 0,
    permutations: [0, PERMUTATIONS] as const,
    rules: DEFAULT_RULES,
  };
  const columns = playInProcess(request, beta);
  const { correct, tokens } = judgeColumns(
    columns,
    goldIds(environment.answers, golds),
    PERMUTATIONS,
  );
  return {
    episodes: 5 * PERMUTATIONS,
    accuracy: expect.closeTo(mean(correct), 12),
    tokens: expect.closeTo(mean(tokens), 6),
  };
}

function mean(values: Uint8Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

test("a sweep in normalised answers has cells of its own, where spellings of one answer vote together", async () => {
  // Exactly, "ERR" wins with two votes; as values, three halves win and ERR abstains.
  const branches = ["ERR", "0.5", "ERR", String.raw`\frac{1}{2}`, "1/2"].map((final) => ({
    probes: [final],
    tokens: 700,
    final,
  }));
  const built = buildEnvironment("spelled/twice", [
    { question: "Half of one?", gold: ".50", intervalTokens: 500, branches },
  ]);
  await insertEnvironment(api, "search", packed(built));
  const accuracies: (number | undefined)[] = [];
  for (const mode of ["exact", "normalised"] as const) {
    const spec = sampleSpec({ environments: ["spelled/twice"], baselines: [], answers: mode });
    const environments = [{ name: "spelled/twice", contentHash: built.environment.contentHash }];
    const runId = `sweep-${mode}`;
    await transaction(api, (tx) =>
      insertRun(tx, { id: runId, spec, environments, idempotency: null }),
    );
    const controllers = await admitBaselines(deps, { runId });
    const input: SweepInput = { source: { kind: "run", runId, round: null }, controllers };
    const { shards } = await planSweep(deps, input);
    expect(shards).toHaveLength(1);
    await play(input.source, shards[0]!);
    await finishSweep(deps, input);
    const hashes = controllers.map(({ hash }) => hash);
    const [cell] = await listSweptCells(api, "search", hashes, {
      permutations: [0, spec.permutations],
      answers: mode,
      rules: spec.rules,
      environmentHashes: [built.environment.contentHash],
      betas: [],
    });
    accuracies.push(cell?.figures.accuracy);
  }
  expect(accuracies).toEqual([0, 1]);
});

test("playShard() tells a controller's failure as a result, at its β, and stores nothing", async () => {
  const input = await sweepOf("sweep-failing");
  const source = `import { defineController, rises } from "autotts";
    export default defineController({ name: "late", idea: "Fail at a high β.",
      knobs: (beta) => ({ pace: rises(beta) }),
      solve(question, knobs) { if (knobs.pace > 0.6) throw new Error("too fast"); return undefined; } });`;
  const description = { source, name: "late", idea: null, origin: "candidate" } as const;
  const hash = await putController(deps.store, description);
  const { shards } = await planSweep(deps, {
    ...input,
    controllers: [{ hash, name: "late", hasKnobs: true }],
  });
  expect(await play(input.source, shards[0]!)).toEqual({
    kind: "crashed",
    reason: "too fast (question 0, permutation 0) at β = 1.",
  });
  const stillMissing = await planSweep(deps, {
    ...input,
    controllers: [{ hash, name: "late", hasKnobs: true }],
  });
  expect(stillMissing.shards).toEqual(shards);
  expect(await eventTypes("sweep-failing")).not.toContain("shard.stored");
});

test("playShard() ends at once when it is cancelled", async () => {
  const input = await sweepOf("sweep-cancelled");
  const loops = `import { defineController } from "autotts";
    export default defineController({ name: "loops", idea: "Never end.", solve() { for (;;); } });`;
  const description = { source: loops, name: "loops", idea: null, origin: "candidate" } as const;
  const hash = await putController(deps.store, description);
  const { shards } = await planSweep(deps, {
    ...input,
    controllers: [{ hash, name: "loops", hasKnobs: false }],
  });
  const cancel = new AbortController();
  const playing = play(input.source, shards[0]!, cancel.signal);
  cancel.abort(new Error("the run was cancelled"));
  await expect(playing).rejects.toThrow("the run was cancelled");
});
