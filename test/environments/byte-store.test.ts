import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { temporaryStore } from "../../src/environments/byte-store.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "autotts-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("temporaryStore() reads back what was appended, and has no name meanwhile", async () => {
  const store = await temporaryStore(folder);
  await store.append(Uint8Array.of(1, 2, 3));
  await store.append(Uint8Array.of(4));
  expect([...(await store.read(2, 2))]).toEqual([3, 4]);
  await expect(store.read(3, 2)).rejects.toThrow(RangeError);
  expect(await readdir(folder)).toEqual([]);
  await store.close();
});

test("temporaryStore() says which folder it needs", async () => {
  const missing = join(folder, "missing");
  await expect(temporaryStore(missing)).rejects.toMatchObject({
    code: "SETUP_FAILED",
    message: expect.stringContaining(`in ${missing}: ENOENT`),
  });
});
