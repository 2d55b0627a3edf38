import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "autotts-reporter-"));
  const config = {
    reporters: ["default", resolve("test/summary-reporter.mjs")],
    globalTeardown: "<rootDir>/teardown.js",
  };
  await writeFile(join(folder, "jest.config.json"), JSON.stringify(config));
  await writeFile(join(folder, "teardown.js"), "module.exports = () => console.log('torn down');");
  await writeFile(join(folder, "good.test.js"), "test('holds', () => {});");
});

afterAll(() => rm(folder, { recursive: true }));

function runJest(): { status: number | null; stdoutLines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [jest, "--runInBand"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdoutLines: stdout.trimEnd().split("\n") };
}

test("SummaryReporter ends a green run with the counts, after the teardown's output", () => {
  const { status, stdoutLines } = runJest();
  expect(stdoutLines).toEqual(["torn down", "1 passed, 0 failed"]);
  expect(status).toBe(0);
});

test("SummaryReporter counts a file that does not compile as failed, and names skipped tests", async () => {
  await writeFile(join(folder, "bad.test.js"), "test('fails', () => { throw new Error('no'); });");
  await writeFile(join(folder, "broken.test.js"), "test('never closed', () => {");
  await writeFile(join(folder, "skipped.test.js"), "test.skip('has no data', () => {});");
  const { status, stdoutLines } = runJest();
  expect(stdoutLines).toEqual([
    "skipped: has no data (skipped.test.js)",
    "torn down",
    "1 passed, 2 failed, 1 skipped",
  ]);
  expect(status).toBe(1);
});
