import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { openLog, readLogTail } from "../../src/stack/child-log.ts";
import { readOrCreateCredentials } from "../../src/stack/credentials.ts";
import { readState, updateState } from "../../src/stack/stack-state.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "autotts-state-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("updateState() keeps what it does not change", () => {
  const path = join(dir, "stack.json");
  updateState(path, (state) => ({ ...state, ports: { api: 1 } }));
  updateState(path, (state) => ({ ...state, postgresDir: "/data" }));
  expect(readState(path)).toEqual({
    version: 1,
    ports: { api: 1 },
    postgresDir: "/data",
    temporal: null,
    children: {},
  });
});

test.each(["", "{", '{"version":2}', '{"version":1,"ports":{"api":"x"}}', "[]"])(
  "readState() refuses %p and says what to do",
  (content) => {
    const path = join(dir, "stack.json");
    writeFileSync(path, content);
    expect(() => readState(path)).toThrow(`${path} is not a state file of this version. Delete it`);
  },
);

test("readOrCreateCredentials() makes six different passwords once", () => {
  const first = readOrCreateCredentials(join(dir, "credentials"));
  expect(new Set(Object.values(first)).size).toBe(6);
  expect(readOrCreateCredentials(join(dir, "credentials"))).toEqual(first);
});

test("openLog() appends, and moves a large file aside", () => {
  const path = join(dir, "logs", "api.log");
  const { descriptor, offset } = openLog(path);
  expect(offset).toBe(0);
  writeFileSync(descriptor, `one\n${"x".repeat(11 * 1024 * 1024)}\n`);
  expect(openLog(path).offset).toBe(0);
  expect(readLogTail(`${path}.1`, 1)[0]).toMatch(/^x+$/);
});

test("readLogTail() gives the last lines written since the offset", () => {
  const path = join(dir, "api.log");
  writeFileSync(path, "before\none\n\ntwo\nthree\n");
  expect(readLogTail(path, 2)).toEqual(["two", "three"]);
  expect(readLogTail(path, 9, 7)).toEqual(["one", "two", "three"]);
  expect(readLogTail(join(dir, "absent.log"), 9)).toEqual([]);
});
