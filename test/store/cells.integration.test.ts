import { afterAll, beforeAll, expect, test } from "@jest/globals";

import type { CellIdentity } from "../../src/domain/cell.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import {
  type CellShard,
  finishedShards,
  insertCell,
  insertShards,
  listSweptCells,
  readCellShards,
  readCells,
} from "../../src/store/cells.ts";
import { putController } from "../../src/store/controllers.ts";
import { insertEnvironment } from "../../src/store/environments.ts";
import { type Store, openStore, transaction } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
import { sampleEnvironment, sha256 } from "./sample.ts";

let database: TestDatabase;
let api: Store;
let replay: Store;
let identity: CellIdentity;

beforeAll(async () => {
  database = await cloneDatabase();
  api = openStore({ url: database.urls.api, applicationName: "api", poolSize: 2 });
  replay = openStore({ url: database.urls.replay, applicationName: "replay", poolSize: 4 });
  const environment = sampleEnvironment("cells");
  await insertEnvironment(api, "search", environment);
  identity = {
    controllerHash: await putController(replay, {
      source: "// cells",
      name: null,
      idea: null,
      origin: "candidate",
    }),
    replayVersion: 1,
    environmentHash: environment.contentHash,
    beta: 0.3,
    permutations: [0, 100],
    answers: "exact",
    normalisationVersion: null,
    rules: DEFAULT_RULES,
  };
});

afterAll(async () => {
  await api.close();
  await replay.close();
  await database.close();
});

/** The driver gives a Buffer, which is a Uint8Array that compares as something else. */
function plainBytes(shard: CellShard): CellShard {
  return Object.assign(shard, { columns: Uint8Array.from(shard.columns) });
}

const FIGURES = {
  episodes: 3000,
  accuracy: 0.1 + 0.2,
  accuracyInterval: [0.1 / 3, 0.7] as const,
  tokens: 16_000.123_456_789,
  tokensP50: 15_000,
  tokensP95: 31_000,
  criticalPathTokens: 9_000.5,
  criticalPathTokensP50: 8_000,
  criticalPathTokensP95: 9_500,
  longestBranchTokens: 7_000,
  probes: 12.25,
  branchesOpened: 4.5,
  branchesPruned: 0,
};

test("insertCell() stores a cell once, and its figures come back exactly", async () => {
  const key = sha256("cell");
  expect(await insertCell(replay, "search", key, identity, FIGURES)).toBe(true);
  expect(await insertCell(replay, "search", key, identity, { ...FIGURES, tokens: 1 })).toBe(false);
  const whole = { key, ...identity, figures: FIGURES };
  expect(await readCells(api, "search", [key, sha256("none")])).toEqual([whole]);
  const bare = { key: sha256("no knob"), ...identity, beta: null };
  const figures = { ...FIGURES, accuracyInterval: null };
  await insertCell(replay, "search", bare.key, bare, figures);
  expect(await readCells(api, "search", [bare.key])).toEqual([{ ...bare, figures }]);
});

test("insertCell() keeps the version that answers were normalised by, and exact cells have none", async () => {
  const normalised = { ...identity, answers: "normalised", normalisationVersion: 3 } as const;
  const key = sha256("normalised");
  await insertCell(replay, "search", key, normalised, FIGURES);
  expect(await readCells(api, "search", [key])).toMatchObject([{ normalisationVersion: 3 }]);
  const unversioned = { ...normalised, normalisationVersion: null };
  await expect(
    insertCell(replay, "search", sha256("unversioned"), unversioned, FIGURES),
  ).rejects.toMatchObject({ code: "23514" });
});

test("listSweptCells() gives the cells of one sweep, each in its newest replay version", async () => {
  const controllerHash = await putController(replay, {
    source: "// swept",
    name: null,
    idea: null,
    origin: "candidate",
  });
  const insert = (change: Partial<CellIdentity>) =>
    insertCell(
      replay,
      "search",
      sha256(JSON.stringify(["swept", change])),
      { ...identity, controllerHash, ...change },
      FIGURES,
    );
  const { replayVersion, rules } = identity;
  await insert({ beta: 0.3 });
  await insert({ beta: 0.3, replayVersion: replayVersion + 1 });
  await insert({ beta: null });
  await insert({ beta: 0.7 });
  await insert({ beta: 0.3, permutations: [0, identity.permutations[1] + 1] });
  await insert({ beta: 0.3, rules: { ...rules, branchesMax: rules.branchesMax + 1 } });
  const cells = await listSweptCells(api, "search", [controllerHash], {
    ...identity,
    environmentHashes: [identity.environmentHash],
    betas: [0.3, 0.5],
  });
  expect(cells).toMatchObject([
    { beta: null, replayVersion },
    { beta: 0.3, replayVersion: replayVersion + 1, permutations: identity.permutations, rules },
  ]);
  const elsewhere = { ...identity, environmentHashes: [sha256("other")], betas: [0.3] };
  expect(await listSweptCells(api, "search", [controllerHash], elsewhere)).toEqual([]);
});

test("insertShards() keeps each shard once and gives the columns back in order", async () => {
  const cellKey = sha256("sharded");
  const shard = (question: number, permutation: number) => ({
    cellKey,
    questions: [question, question + 10] as const,
    permutations: [permutation, permutation + 50] as const,
    columns: Uint8Array.of(question, permutation, 0, 255),
  });
  const four = [shard(10, 50), shard(0, 50), shard(10, 0), shard(0, 0)];
  expect(await insertShards(replay, "search", four.slice(0, 3))).toBe(3);
  expect(await insertShards(replay, "search", four)).toBe(1);
  expect(await insertShards(replay, "search", [])).toBe(0);
  const stored = await readCellShards(replay, "search", cellKey);
  expect(stored.map(plainBytes)).toEqual([shard(0, 0), shard(0, 50), shard(10, 0), shard(10, 50)]);
  const finished = await finishedShards(replay, "search", [cellKey, sha256("unknown")]);
  expect(finished).toHaveLength(4);
  expect(finished[0]).toEqual({ cellKey, questions: [0, 10], permutations: [0, 50] });
});

test("insertShards() stores nothing when the transaction that tells of it fails", async () => {
  const cellKey = sha256("rolled back");
  const lost = transaction(replay, async (tx) => {
    await insertShards(tx, "search", [
      { cellKey, questions: [0, 1], permutations: [0, 1], columns: Uint8Array.of(1) },
    ]);
    throw new Error("the worker died");
  });
  await expect(lost).rejects.toThrow("the worker died");
  expect(await finishedShards(replay, "search", [cellKey])).toEqual([]);
});
