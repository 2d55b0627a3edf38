import { afterAll, beforeAll, expect, test } from "@jest/globals";
import * as z from "zod";

import type { DatabaseRole } from "../../src/domain/database-roles.ts";
import {
  type NewChunk,
  readChunkGolds,
  readChunkGroups,
  readChunkTables,
  readChunkTexts,
} from "../../src/store/environment-chunks.ts";
import {
  findEnvironments,
  insertEnvironment,
  listEnvironments,
  readQuestionSet,
  readStoredEnvironment,
} from "../../src/store/environments.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { administer, cloneDatabase, type TestDatabase } from "../postgres.ts";
import { sampleEnvironment, sha256 } from "./sample.ts";

let database: TestDatabase;
let api: Store;
let owner: Store;
let replay: Store;
let heldOut: Store;

beforeAll(async () => {
  database = await cloneDatabase();
  const open = (role: DatabaseRole) =>
    openStore({ url: database.urls[role], applicationName: role, poolSize: 2 });
  [api, owner, replay, heldOut] = [open("api"), open("owner"), open("replay"), open("held_out")];
});

afterAll(async () => {
  await Promise.all([api, owner, replay, heldOut].map((store) => store.close()));
  await database.close();
});

test("insertEnvironment() stores an environment once, and every part can be read again", async () => {
  const environment = sampleEnvironment("model/aime24");
  const { contentHash, questionSet } = environment;
  expect(await insertEnvironment(api, "search", environment)).toEqual({
    created: true,
    name: "model/aime24",
  });
  expect(await insertEnvironment(api, "search", { ...environment, name: "another" })).toEqual({
    created: false,
    name: "model/aime24",
  });
  const [listed] = await listEnvironments(api, "search");
  expect(listed).toMatchObject({ name: "model/aime24", contentHash, report: { errRate: 0.02 } });
  expect(listed?.importedAt).toBe(new Date(listed?.importedAt ?? "").toISOString());
  expect(await readQuestionSet(api, "search", contentHash)).toBe(questionSet);
  expect(await readStoredEnvironment(replay, "search", contentHash)).toEqual({
    contentHash,
    questionSet,
    branchCount: 3,
    probeCount: 5,
    questionCounts: [1, 1],
  });
  for (const [chunk, stored] of environment.chunks.entries()) {
    const { questions, answers, golds, tables, answerGroups } = stored;
    const id = { contentHash, chunk };
    expect([...(await readChunkTables(replay, "search", id))]).toEqual([...tables]);
    expect(await readChunkTexts(replay, "search", id)).toEqual({ questions, answers });
    expect(await readChunkGolds(replay, "search", id)).toEqual(golds);
    expect([...(await readChunkGroups(replay, "search", id, 1))!]).toEqual([...answerGroups]);
    expect(await readChunkGroups(replay, "search", id, 2)).toBeNull();
  }
});

test("insertEnvironment() does not read chunks of content that it knows", async () => {
  const environment = sampleEnvironment("known");
  await insertEnvironment(api, "search", environment);
  const again = { ...environment, chunks: failingAfter([], "they were read") };
  expect(await insertEnvironment(api, "search", again)).toMatchObject({ created: false });
});

/** @yields chunks, and then throws */
async function* failingAfter(chunks: readonly NewChunk[], message: string) {
  yield* chunks;
  await Promise.reject(new Error(message));
}

/** Rows of all tables that an import writes. */
async function rowCounts(): Promise<unknown> {
  const tables = ["environments", "environment_chunks", "golds", "question_fingerprints"];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
  return owner.rows(z.record(z.string(), z.int()), `SELECT ${counts.join(", ")}`);
}

test("insertEnvironment() leaves nothing when its chunks end in an error, or are too few", async () => {
  const before = await rowCounts();
  const torn = sampleEnvironment("torn");
  const [first] = torn.chunks;
  const chunks = failingAfter([first!], "the disk is gone");
  await expect(insertEnvironment(api, "search", { ...torn, chunks })).rejects.toThrow(
    "the disk is gone",
  );
  await expect(insertEnvironment(api, "search", { ...torn, chunks: [first!] })).rejects.toThrow(
    "2 questions, not 1",
  );
  expect(await rowCounts()).toEqual(before);
});

test("insertEnvironment() leaves nothing when its connection breaks between two chunks", async () => {
  const before = await rowCounts();
  const torn = sampleEnvironment("broken off");
  const [first, second] = torn.chunks;
  async function* chunks() {
    yield first!;
    await administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = $1 AND state = 'idle in transaction'`,
      [new URL(database.adminUrl).pathname.slice(1)],
    );
    yield second!;
  }
  await expect(
    insertEnvironment(api, "search", { ...torn, chunks: chunks() }),
  ).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(await rowCounts()).toEqual(before);
  expect(await insertEnvironment(api, "search", torn)).toMatchObject({ created: true });
});

test("insertEnvironment() refuses a name that stands for other content, and says how to mend it", async () => {
  await insertEnvironment(api, "search", sampleEnvironment("taken", "first"));
  await expect(
    insertEnvironment(api, "search", sampleEnvironment("taken", "second")),
  ).rejects.toMatchObject({ code: "CONFLICT", message: expect.stringContaining("another name") });
});

test("insertEnvironment() refuses a question of the other split, in both directions, and leaves nothing", async () => {
  const judged = sampleEnvironment("judged");
  await insertEnvironment(owner, "held-out", judged);
  const taken = judged.chunks[1]!.questions[0]!;
  const spaced = `  ${taken.replaceAll(" ", "\n ")} `;
  const sneaky = sampleEnvironment("sneaky", "sneaky", ["A new one", spaced, "Another", taken]);
  await expect(insertEnvironment(api, "search", sneaky)).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("question 1, 3 (2 of 4"),
  });
  const searched = sampleEnvironment("searched");
  await insertEnvironment(api, "search", searched);
  await expect(
    insertEnvironment(owner, "held-out", { ...searched, name: "x", contentHash: sha256("x") }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  const names = (await listEnvironments(api, "search")).map(({ name }) => name);
  expect(names).not.toContain("sneaky");
  expect((await listEnvironments(heldOut, "held-out")).map(({ name }) => name)).toEqual(["judged"]);
  // A refused import has claimed nothing: its new question is free for the other split.
  const free = sampleEnvironment("free", "free", ["A new one", "Another new one"]);
  expect(await insertEnvironment(owner, "held-out", free)).toMatchObject({ created: true });
});

test("insertEnvironment() lets one of two imports of one name in when both come at once", async () => {
  const outcomes = await Promise.allSettled([
    insertEnvironment(api, "search", sampleEnvironment("raced", "left")),
    insertEnvironment(api, "search", sampleEnvironment("raced", "right")),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "CONFLICT" },
  });
});

test("held-out environments are read by their own role and by no other", async () => {
  const secret = sampleEnvironment("secret");
  await insertEnvironment(owner, "held-out", secret);
  const id = { contentHash: secret.contentHash, chunk: 0 };
  const { golds, tables } = secret.chunks[0]!;
  expect(await readChunkGolds(heldOut, "held-out", id)).toEqual(golds);
  expect([...(await readChunkTables(heldOut, "held-out", id))]).toEqual([...tables]);
  await expect(listEnvironments(api, "held-out")).rejects.toMatchObject({ code: "42501" });
  for (const read of [readChunkGolds, readChunkTables, readChunkTexts]) {
    await expect(read(replay, "held-out", id)).rejects.toMatchObject({ code: "42501" });
  }
  await expect(insertEnvironment(api, "held-out", secret)).rejects.toMatchObject({ code: "42501" });
});

test("findEnvironments() keeps the order asked, and names what is missing and what there is", async () => {
  await insertEnvironment(api, "search", sampleEnvironment("find/a"));
  await insertEnvironment(api, "search", sampleEnvironment("find/b"));
  const found = await findEnvironments(replay, "search", ["find/b", "find/a"]);
  expect(found.map(({ name }) => name)).toEqual(["find/b", "find/a"]);
  await expect(findEnvironments(api, "search", ["find/a", "find/c"])).rejects.toMatchObject({
    code: "UNKNOWN_ENVIRONMENT",
    message: expect.stringMatching(/find\/c: .*find\/a, find\/b/u),
  });
});

test("the golds of search environments are out of reach for who imports them", async () => {
  const environment = sampleEnvironment("golden");
  await insertEnvironment(api, "search", environment);
  const id = { contentHash: environment.contentHash, chunk: 0 };
  await expect(readChunkGolds(api, "search", id)).rejects.toMatchObject({ code: "42501" });
});

test("readStoredEnvironment(), readQuestionSet() and readChunkTables() name the content that is not stored", async () => {
  const contentHash = sha256("nothing");
  const unknown = {
    code: "UNKNOWN_ENVIRONMENT",
    message: expect.stringContaining(contentHash),
  };
  await expect(readStoredEnvironment(replay, "search", contentHash)).rejects.toMatchObject(unknown);
  await expect(readQuestionSet(replay, "search", contentHash)).rejects.toMatchObject(unknown);
  await expect(readChunkTables(replay, "search", { contentHash, chunk: 0 })).rejects.toMatchObject(
    unknown,
  );
});
