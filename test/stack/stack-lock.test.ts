import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { identifyProcess } from "../../src/stack/process-identity.ts";
import { acquireLock, readLock } from "../../src/stack/stack-lock.ts";

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "autotts-lock-"));
  path = join(dir, "stack.lock");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("acquireLock() is held until it is given back, and leaves no other file", () => {
  const unlock = acquireLock(path);
  expect(readLock(path)).toEqual(identifyProcess(process.pid));
  expect(readdirSync(dir)).toEqual(["stack.lock"]);
  expect(() => acquireLock(path)).toThrow(`process ${process.pid} already runs it`);
  unlock();
  expect(readdirSync(dir)).toEqual([]);
  acquireLock(path)();
});

test.each([
  ["of a pid that nobody has", JSON.stringify({ pid: 2 ** 22 + 1, birth: "x:1" })],
  ["of an earlier process with the same pid", JSON.stringify({ pid: process.pid, birth: "x:1" })],
  ["that is empty", ""],
])("acquireLock() takes over a lock %s", (_, content) => {
  writeFileSync(path, content);
  const unlock = acquireLock(path);
  expect(readLock(path)).toEqual(identifyProcess(process.pid));
  unlock();
  expect(readdirSync(dir)).toEqual([]);
});

test("acquireLock() gives back only its own lock", () => {
  const unlock = acquireLock(path);
  const other = { pid: process.pid, birth: "another" };
  writeFileSync(path, JSON.stringify(other));
  unlock();
  expect(readLock(path)).toEqual(other);
});
