import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { loadEnvironment } from "../../src/environments/load-environment.ts";

const TINY = "fixtures/environments/tiny.json";
let folder: string;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "autotts-")), "model-x");
  await mkdir(folder);
});

afterAll(() => rm(join(folder, ".."), { recursive: true }));

test("loadEnvironment() names an environment after its folder and file", async () => {
  await copyFile(TINY, join(folder, "set.v2.json"));
  expect((await loadEnvironment(join(folder, "set.v2.json"))).environment.name).toBe(
    "model-x/set.v2",
  );
  expect((await loadEnvironment(TINY, "given")).environment.name).toBe("given");
});

test("loadEnvironment() reads a gzipped file as it is", async () => {
  await writeFile(join(folder, "tiny.json.gz"), gzipSync(await readFile(TINY)));
  const zipped = await loadEnvironment(join(folder, "tiny.json.gz"));
  expect(zipped.environment.name).toBe("model-x/tiny");
  expect(zipped.environment.contentHash).toBe(
    (await loadEnvironment(TINY)).environment.contentHash,
  );
});

test("loadEnvironment() says which file it cannot read, and why", async () => {
  for (const [path, reason] of [
    [join(folder, "missing.json"), "ENOENT"],
    [folder, "EISDIR"],
  ] as const) {
    await expect(loadEnvironment(path)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(`^Cannot read the environment file ${path}: ${reason}`),
    });
  }
});
