import { afterAll, beforeAll, expect, test } from "@jest/globals";

import type { DatabaseRole } from "../../src/domain/database-roles.ts";
import { readAnswerGroups } from "../../src/store/answer-groups.ts";
import {
  findEnvironments,
  insertEnvironment,
  listEnvironments,
  readEnvironmentTables,
  readEnvironmentTexts,
  readGolds,
} from "../../src/store/environments.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { type TestDatabase, cloneDatabase } from "../postgres.ts";
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
  const { contentHash } = environment;
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
  const tables = await readEnvironmentTables(replay, "search", contentHash);
  expect([...tables]).toEqual([...environment.tables]);
  expect(await readEnvironmentTexts(api, "search", contentHash)).toEqual({
    questions: environment.questions,
    answers: environment.answers,
  });
  expect(await readGolds(replay, "search", contentHash)).toEqual(environment.golds);
  await expect(readGolds(api, "search", contentHash)).rejects.toMatchObject({ code: "42501" });
});

test("insertEnvironment() keeps the answer groups of every version of the rules it was imported under", async () => {
  const first = sampleEnvironment("grouped");
  const { contentHash, answerGroups } = first;
  const { groups } = answerGroups;
  const later = { normalisationVersion: 2, groups: groups.toReversed() };
  await insertEnvironment(api, "search", first);
  await insertEnvironment(api, "search", { ...first, answerGroups: later });
  const changed = { normalisationVersion: 2, groups };
  await insertEnvironment(api, "search", { ...first, answerGroups: changed });
  const read = async (version: number) => {
    const stored = await readAnswerGroups(replay, "search", contentHash, version);
    return stored === null ? null : [...stored];
  };
  expect(await read(1)).toEqual([...groups]);
  expect(await read(2)).toEqual([...later.groups]);
  expect(await read(3)).toBeNull();
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
  const sneaky = {
    ...sampleEnvironment("sneaky"),
    questions: ["A new one", `  ${judged.questions[1]?.replaceAll(" ", "\n ")} `],
  };
  await expect(insertEnvironment(api, "search", sneaky)).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("question 1"),
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
  const free = { ...sampleEnvironment("free"), questions: ["A new one", "Another new one"] };
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
  expect(await readGolds(heldOut, "held-out", secret.contentHash)).toEqual(secret.golds);
  const groups = await readAnswerGroups(heldOut, "held-out", secret.contentHash, 1);
  expect([...groups!]).toEqual([...secret.answerGroups.groups]);
  await expect(listEnvironments(api, "held-out")).rejects.toMatchObject({ code: "42501" });
  await expect(readGolds(replay, "held-out", secret.contentHash)).rejects.toMatchObject({
    code: "42501",
  });
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

test("readEnvironmentTables() names the content that is not stored", async () => {
  await expect(readEnvironmentTables(replay, "search", sha256("nothing"))).rejects.toMatchObject({
    code: "UNKNOWN_ENVIRONMENT",
  });
});
