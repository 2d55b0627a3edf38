import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { UNBOUNDED } from "../../src/environments/import-chunks.ts";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import { memoryReader } from "../../src/environments/memory-reader.ts";
import { spoolEnvironment } from "../../src/environments/spool-environment.ts";

const TINY = "fixtures/environments/tiny.json";
const OPTIONS = { file: TINY, bounds: UNBOUNDED };

test("spoolEnvironment() reads what an import into memory does, until it is closed", async () => {
  const bytes = await readFile(TINY);
  const expected = memoryReader(await importEnvironment(bytes, { name: "tiny", file: TINY }));
  const reader = await spoolEnvironment(bytes, OPTIONS);
  const { contentHash, questionSet, report, questionCount } = expected;
  expect(reader).toMatchObject({ contentHash, questionSet, report, questionCount });
  const all = [0, questionCount] as const;
  expect(await reader.readTables(all)).toEqual(await expected.readTables(all));
  expect(await reader.readTexts(all)).toEqual(await expected.readTexts(all));
  expect(await reader.readGolds(all)).toEqual(await expected.readGolds(all));
  await reader.close();
  await expect(reader.readGolds(all)).rejects.toThrow("file closed");
});

test("spoolEnvironment() refuses a file that breaks a rule at its end, and lets its source's failure through", async () => {
  const bytes = await readFile(TINY);
  await expect(spoolEnvironment(bytes.subarray(0, -40), OPTIONS)).rejects.toMatchObject({
    code: "INVALID_ENVIRONMENT",
  });
  const failing = (async function* () {
    yield bytes.subarray(0, 100);
    await Promise.reject(new Error("connection reset"));
  })();
  await expect(spoolEnvironment(failing, OPTIONS)).rejects.toThrow("connection reset");
});
