import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { checkEnvironment } from "../../src/environments/check-environment.ts";
import { loadEnvironment } from "../../src/environments/load-environment.ts";

const TINY = "fixtures/environments/tiny.json";

test("checkEnvironment() tells what an import finds, and how far it is", async () => {
  const { environment, report } = await loadEnvironment(TINY);
  const told: (readonly [number, number])[] = [];
  const summary = await checkEnvironment(TINY, (...progress) => told.push(progress));
  expect(summary).toMatchObject({ contentHash: environment.contentHash, report });
  const { length } = await readFile(TINY);
  expect(told.at(-1)).toEqual([length, length]);
});

test("checkEnvironment() refuses what breaks a rule at its end, and names what it cannot read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "autotts-"));
  try {
    const cut = join(folder, "cut.json");
    await writeFile(cut, (await readFile(TINY)).subarray(0, -40));
    await expect(checkEnvironment(cut)).rejects.toMatchObject({ code: "INVALID_ENVIRONMENT" });
    const missing = join(folder, "missing.json");
    await expect(checkEnvironment(missing)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining(missing),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
