import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { type Check, diagnose } from "../../src/stack/diagnose.ts";
import { makeProject } from "./supervisor.ts";

let dir: string;
beforeEach(() => {
  dir = makeProject();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("diagnose() finds everything where the programs are, and makes nothing", async () => {
  program("npm", "echo 11.0.0");
  program("python3", "echo pip 23.0");
  program("temporal", "echo temporal version 1.9.1");
  const checks = await diagnose(dir, environment());
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(byName(checks, "postgres").detail).toMatch(/^postgres \(PostgreSQL\) 18[.]/);
  expect(byName(checks, "port of api").detail).toBe("chosen at the first start");
  expect(existsSync(join(dir, ".autotts"))).toBe(false);
});

test("diagnose() says how to mend what is missing", async () => {
  const checks = await diagnose(dir, environment());
  const missing = checks.filter(({ ok }) => !ok);
  expect(missing.map(({ name }) => name)).toEqual(["npm", "python3 -m pip", "temporal"]);
  expect(missing.every(({ mend }) => mend !== "")).toBe(true);
  expect(byName(checks, "temporal").mend).toContain("  2. temporal on PATH or in .autotts/bin");
});

test("diagnose() counts on pip for a Temporal that is not there yet", async () => {
  program("npm", "echo 11.0.0");
  program("python3", "echo pip 23.0");
  const checks = await diagnose(dir, environment());
  expect(byName(checks, "temporal")).toMatchObject({
    ok: true,
    detail: "none yet; the first start gets it with pip",
  });
});

/** Hides the programs and downloads of the machine. */
function environment(): Record<string, string> {
  return { PATH: join(dir, "bin"), TMPDIR: join(dir, "temporary") };
}

function byName(checks: readonly Check[], name: string): Check {
  const found = checks.find((check) => check.name === name);
  if (found === undefined) throw new Error(`No check '${name}' in ${JSON.stringify(checks)}`);
  return found;
}

function program(name: string, body: string): void {
  mkdirSync(join(dir, "bin"), { recursive: true });
  const path = join(dir, "bin", name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}
