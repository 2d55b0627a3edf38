import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  sourceFromFile,
  sourceFromMemory,
} from "../../../src/cli/environment/environment-source.ts";
import { sendHeldOut } from "../../../src/cli/environment/send-environment.ts";
import { generateEnvironment } from "../../../src/environments/generate-environment.ts";
import { loadEnvironment } from "../../../src/environments/load-environment.ts";
import { readChunkGolds } from "../../../src/store/environment-chunks.ts";
import { openStore, type Store } from "../../../src/store/store.ts";
import { cloneDatabase, type TestDatabase } from "../../postgres.ts";

const TINY = resolve("fixtures/environments/tiny.json");

let database: TestDatabase;
let owner: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = openStore({ url: database.urls.owner, applicationName: "owner", poolSize: 1 });
});

afterAll(async () => {
  await owner.close();
  await database.close();
});

test("sendHeldOut() stores a file once, with its golds, under the name it is given", async () => {
  const source = await sourceFromFile(TINY, "tiny.json", "judged/tiny");
  const { environment, golds } = await loadEnvironment(TINY);
  const { contentHash } = environment;
  const outcome = { name: "judged/tiny", contentHash, questionCount: golds.length };
  expect(await sendHeldOut(owner, source)).toEqual({ ...outcome, created: true });
  expect(await sendHeldOut(owner, source)).toEqual({ ...outcome, created: false });
  expect(await readChunkGolds(owner, "held-out", { contentHash, chunk: 0 })).toEqual(golds);
});

test("sendHeldOut() stores an environment that was made in memory", async () => {
  const sizes = { questionCount: 2, branchCount: 3 };
  const made = generateEnvironment({ model: "4B", dataset: "made", seed: 1, ...sizes });
  const { contentHash } = made.environment;
  expect(await sendHeldOut(owner, sourceFromMemory(made))).toMatchObject({ created: true });
  expect(await readChunkGolds(owner, "held-out", { contentHash, chunk: 0 })).toEqual(made.golds);
});
