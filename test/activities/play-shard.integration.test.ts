import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { admitBaselines } from "../../src/activities/admit-baselines.ts";
import { cellIdentity, cellKey } from "../../src/activities/cell-key.ts";
import { createContentCache } from "../../src/activities/content-cache.ts";
import { planSweep } from "../../src/activities/plan-sweep.ts";
import { playShard } from "../../src/activities/play-shard.ts";
import type { ReplayDeps } from "../../src/activities/replay-deps.ts";
import type { AnswerMode } from "../../src/domain/run-spec.ts";
import type { Shard } from "../../src/domain/sweep.ts";
import type { ImportedReader } from "../../src/environments/environment-reader.ts";
import { generateEnvironment } from "../../src/environments/generate-environment.ts";
import { UNBOUNDED } from "../../src/environments/import-chunks.ts";
import { normalisedReader } from "../../src/environments/normalised-reader.ts";
import { packEnvironment } from "../../src/environments/pack-environment.ts";
import { spoolEnvironment } from "../../src/environments/spool-environment.ts";
import { writeAutotts } from "../../src/environments/write-autotts.ts";
import { decodeColumns } from "../../src/replay/encode-columns.ts";
import { goldIds, judgeColumns } from "../../src/replay/judge-columns.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { readCellShards } from "../../src/store/cells.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { insertRun } from "../../src/store/runs.ts";
import { openStore, type Store, transaction } from "../../src/store/store.ts";
import { cloneDatabase, type TestDatabase } from "../postgres.ts";
import { playInProcess } from "../replay/play-in-process.ts";
import { sampleSpec } from "../store/sample.ts";
import { inActivity } from "./in-activity.ts";

/* A shard of an environment of 3,000 questions, stored from a file and played by a worker. */

const NAME = "synthetic-4B/large";
const PERMUTATIONS = 100;

let database: TestDatabase;
let api: Store;
let replay: Store;
let sandbox: Sandbox;
let file: ImportedReader;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  replay = openStore({ url: database.urls.replay, applicationName: "replay", poolSize: 4 });
  sandbox = openSandbox({ children: 1, deadlineMs: 60_000, residentBytesMax: 2 ** 30 });
  const sizes = { questionCount: 3_000, branchCount: 8 };
  const generated = generateEnvironment({ model: "4B", dataset: "large", seed: 5, ...sizes });
  file = await spoolEnvironment(writeAutotts(generated), { file: NAME, bounds: UNBOUNDED });
  await insertEnvironment(api, "search", packEnvironment(NAME, file));
});

afterAll(async () => {
  await file.close();
  await sandbox.close();
  await replay.close();
  await api.close();
  await database.close();
});

/** A worker's view of the store that counts what it reads of environments. */
function counted(store: Store) {
  const read = { tables: 0, tableBytes: 0, texts: 0, golds: 0 };
  const counting: Store = {
    ...store,
    async rows(row, text, values) {
      const rows = await store.rows(row, text, values);
      if (text.includes("SELECT tables FROM")) {
        read.tables += rows.length;
        for (const one of rows as { tables: Uint8Array }[]) read.tableBytes += one.tables.length;
      }
      if (text.includes("SELECT questions, answers FROM")) read.texts += rows.length;
      if (text.includes("golds WHERE")) read.golds += rows.length;
      return rows;
    },
  };
  return { store: counting, read };
}

/** What the shard's episodes come to, from the file and without database and sandbox. */
async function playFile(shard: Shard, mode: AnswerMode, code: string) {
  const { questions, permutations } = shard;
  const reader = mode === "exact" ? file : normalisedReader(file);
  const request = {
    codes: [code],
    entries: [],
    tables: await reader.readTables(questions),
    firstQuestion: questions[0],
    permutations,
    rules: sampleSpec().rules,
  };
  const { answers } = await reader.readTexts(questions);
  const golds = goldIds(answers, await reader.readGolds(questions));
  return judgeColumns(playInProcess(request, null), golds, PERMUTATIONS);
}

test.each(["exact", "normalised"] as const)(
  "playShard() fetches the chunks of its questions alone, once, and plays them as the file has them: %s answers",
  async (mode) => {
    const { store, read } = counted(replay);
    const cache = createContentCache();
    const deps: ReplayDeps = { store, sandbox, cache };
    const runId = `large-${mode}`;
    const spec = sampleSpec({
      environments: [NAME],
      baselines: [],
      permutations: PERMUTATIONS,
      answers: mode,
    });
    const { contentHash } = file;
    const environments = [{ name: NAME, contentHash }];
    await transaction(api, (tx) =>
      insertRun(tx, { id: runId, spec, environments, idempotency: null }),
    );
    const controllers = await admitBaselines(deps, { runId });
    const source = { kind: "run", runId, round: null } as const;
    const { shards } = await planSweep(deps, { source, controllers });
    expect(shards.length).toBeGreaterThan(10);
    expect(read).toEqual({ tables: 0, tableBytes: 0, texts: 0, golds: 0 });

    const shard = shards[9]!;
    const [from, to] = shard.questions;
    const chunks = file.ranges.filter(([first, end]) => first < to && end > from);
    expect(chunks.length).toBeLessThan(file.ranges.length / 2);
    const outcome = await inActivity(() => playShard(deps, { source, shard }));
    expect(outcome).toMatchObject({ kind: "played", entriesPlayed: 1 });
    expect(read).toMatchObject({ tables: chunks.length, golds: chunks.length });
    const { branchCount, probeCount } = file;
    expect(read.tableBytes).toBeLessThan((10 * branchCount + 2 * probeCount) / 2);

    const code = await cache.code(store, shard.controllerHash);
    const sweep = { permutations: shard.permutations, answers: mode, rules: spec.rules };
    const key = cellKey(cellIdentity(sweep, shard.controllerHash, contentHash, null));
    const [stored] = await readCellShards(replay, "search", key);
    expect(decodeColumns(stored!.columns)).toEqual(await playFile(shard, mode, code));

    const once = { ...read };
    const range = { split: "search", environmentHash: contentHash, answers: mode } as const;
    await cache.questions(store, { ...range, questions: shard.questions });
    expect(read).toEqual(once);
  },
);
