import { createHash } from "node:crypto";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { environmentCache } from "../../src/environments/environment-cache.ts";
import { loadEnvironment } from "../../src/environments/load-environment.ts";
import { openEnvironment } from "../../src/environments/open-environment.ts";
import { autottsJson } from "./export-autotts.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

const TINY = "fixtures/environments/tiny.json";
let folder: string;
let cacheDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "autotts-"));
  cacheDir = join(folder, "caches", "autotts");
});

afterEach(() => rm(folder, { recursive: true }));

/** All that a reader of a file gives. */
async function read(path: string, cache: string | undefined) {
  const { name, reader } = await openEnvironment(path, cache);
  const all = [0, reader.questionCount] as const;
  const tables = await reader.readTables(all);
  const { questions, answers } = await reader.readTexts(all);
  const golds = await reader.readGolds(all);
  const { contentHash } = reader;
  await reader.close();
  return { environment: { name, contentHash, questions, answers, tables }, golds };
}

async function imported(path: string) {
  const { environment, golds } = await loadEnvironment(path);
  return { environment, golds };
}

/** Where the cache keeps what was imported from a file. */
async function cachedPath(path: string): Promise<string> {
  const hash = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  return join(cacheDir, `${hash}.1`);
}

test("openEnvironment() reads what an import does: without a cache, as it fills it, and from it", async () => {
  const expected = await imported(TINY);
  expect(await read(TINY, undefined)).toEqual(expected);
  expect(await read(TINY, cacheDir)).toEqual(expected);
  expect(await readdir(cacheDir)).toHaveLength(1);
  expect(await read(TINY, cacheDir)).toEqual(expected);
});

test("openEnvironment() does not import again what the cache has, whatever the file is called", async () => {
  const other = join(folder, "other.json");
  await writeFile(other, autottsJson(TINY_QUESTIONS.slice(1)));
  await read(TINY, cacheDir);
  await read(other, cacheDir);
  // Told a lie by its cache, it repeats it: nothing else was read.
  await copyFile(await cachedPath(other), await cachedPath(TINY));
  const renamed = join(folder, "renamed.json");
  await copyFile(TINY, renamed);
  const { environment } = await read(renamed, cacheDir);
  expect(environment.contentHash).toBe((await imported(other)).environment.contentHash);
  expect(environment.name).toMatch(/renamed$/);
});

test("openEnvironment() imports a file again that has changed, though neither size nor time tell", async () => {
  const path = join(folder, "changing.json");
  const time = new Date(0);
  for (const gold of ["12", "14"]) {
    const [first, ...others] = TINY_QUESTIONS;
    await writeFile(path, autottsJson([{ ...first!, gold }, ...others]));
    await utimes(path, time, time);
    expect((await read(path, cacheDir)).golds[0]).toBe(gold);
  }
});

test.each<[string, (path: string) => Promise<void>]>([
  ["is damaged", async (path) => writeFile(path, (await readFile(path)).fill(0, 100, 104))],
  ["is cut off", async (path) => writeFile(path, (await readFile(path)).subarray(0, 300))],
  ["is empty", (path) => writeFile(path, "")],
  ["is something else", (path) => writeFile(path, "x".repeat(5_000))],
  ["is a folder", async (path) => rm(path).then(() => void mkdir(path))],
])("openEnvironment() imports again when what the cache has %s", async (_what, damage) => {
  await read(TINY, cacheDir);
  await damage(await cachedPath(TINY));
  expect(await read(TINY, cacheDir)).toEqual(await imported(TINY));
  expect(await read(TINY, cacheDir)).toEqual(await imported(TINY));
});

test("openEnvironment() does without a cache that cannot be written", async () => {
  await writeFile(join(folder, "caches"), "a file where the folder should be");
  expect(await read(TINY, cacheDir)).toEqual(await imported(TINY));
});

test("openEnvironment() lets several imports of one file fill the cache at once", async () => {
  const expected = await imported(TINY);
  const all = await Promise.all(Array.from({ length: 5 }, () => read(TINY, cacheDir)));
  for (const one of all) expect(one).toEqual(expected);
  expect(await readdir(cacheDir)).toHaveLength(1);
});

test("openEnvironment() leaves nothing in the cache of a file that breaks a rule", async () => {
  const broken = join(folder, "broken.json");
  await writeFile(broken, autottsJson(TINY_QUESTIONS).slice(0, -40));
  await expect(read(broken, cacheDir)).rejects.toMatchObject({ code: "INVALID_ENVIRONMENT" });
  expect(await readdir(cacheDir)).toEqual([]);
  await expect(read(join(folder, "none.json"), cacheDir)).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
});

test("environmentCache() removes what was not used for longest once it holds too much", async () => {
  const cache = environmentCache(cacheDir, 250);
  const keep = async (fileHash: string, usedAt: number) => {
    const draft = await cache.draft();
    await draft!.store.append(new Uint8Array(100));
    await draft!.keep(fileHash);
    await draft!.store.close();
    await utimes(join(cacheDir, `${fileHash}.1`), usedAt, usedAt);
  };
  await keep("a", 2);
  await keep("b", 1);
  await keep("c", 3);
  expect((await readdir(cacheDir)).toSorted()).toEqual(["a.1", "c.1"]);
});
