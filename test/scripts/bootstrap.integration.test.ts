import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

const SCRIPTS = fileURLToPath(new URL("../../scripts/", import.meta.url));

/** Stands for 'npm ci': says something on stdout, and installs what the lock file names. */
const NPM = `#!/bin/sh
echo "$@" >> npm-calls
echo "added 1 package"
sleep 0.3
mkdir -p node_modules/.bin
cp package-lock.json node_modules/.package-lock.json
ln -sf "$REAL_NODE" node_modules/.bin/node
`;

const MAIN = `
  const [command] = process.argv.slice(2);
  if (command === "fail") process.exitCode = 3;
  if (command === "wait") {
    process.on("SIGTERM", () => process.exit(7));
    setInterval(() => undefined, 1_000);
  }
  // Last: the test sends its signal when it reads this.
  process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
`;

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "autotts-bootstrap-")));
  cpSync(SCRIPTS, join(dir, "scripts"), { recursive: true });
  mkdirSync(join(dir, "src/cli"), { recursive: true });
  writeFileSync(join(dir, "src/cli/main.ts"), MAIN);
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  writeLock("1.0.0");
  fakeNpm(NPM);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("bootstrap installs what is missing, and leaves stdout to the command", async () => {
  const first = await run(["autotts", "replay", "--json"]);
  expect(first.stdout).toBe(JSON.stringify({ args: ["replay", "--json"], cwd: dir }));
  expect(first.stderr).toContain("installing packages with 'npm ci'");
  expect(first.stderr).toContain("added 1 package");
  const second = await run(["autotts", "replay"]);
  expect(second.stderr).toBe("");
  expect(npmCalls()).toHaveLength(1);
});

test("bootstrap installs again when the lock file names other packages", async () => {
  await run(["autotts"]);
  writeLock("1.0.1");
  await run(["autotts"]);
  expect(npmCalls()).toHaveLength(2);
});

test("bootstrap run twice at once installs once", async () => {
  const both = await Promise.all([run(["autotts", "a"]), run(["autotts", "b"])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(npmCalls()).toHaveLength(1);
  expect(existsSync(join(dir, ".autotts/install.lock"))).toBe(false);
});

test("bootstrap takes over the lock of a set-up that was killed", async () => {
  mkdirSync(join(dir, ".autotts"));
  writeFileSync(join(dir, ".autotts/install.lock"), String(2 ** 22 + 1));
  expect((await run(["autotts"])).code).toBe(0);
});

test.each([
  ["echo 'npm error network getaddrinfo ENOTFOUND' >&2; exit 1", "registry cannot be reached"],
  [
    "echo 'can only install when in sync' >&2; exit 1",
    "Run 'npm install' and commit the lock file",
  ],
  ["exit 0", "Install scripts are probably switched off"],
])("bootstrap says how to mend an npm that does %j", async (body, mend) => {
  fakeNpm(`#!/bin/sh\n${body}\n`);
  const { code, stdout, stderr } = await run(["autotts"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(mend);
});

test("bootstrap says that npm is missing", async () => {
  rmSync(join(dir, "bin/npm"));
  const { code, stderr } = await run(["autotts"], { PATH: join(dir, "bin") });
  expect(code).toBe(1);
  expect(stderr).toContain("Cannot run npm");
});

test("bootstrap refuses an unknown command as wrong use", async () => {
  const { code, stderr } = await run(["deploy"]);
  expect(code).toBe(2);
  expect(stderr).toContain("unknown command 'deploy'; use one of: autotts, check, test");
});

test("bootstrap runs the command where the user is, and ends with its exit code", async () => {
  const elsewhere = join(dir, "src");
  const result = await run(["autotts", "fail"], { INIT_CWD: elsewhere });
  expect(result.code).toBe(3);
  expect(JSON.parse(result.stdout).cwd).toBe(elsewhere);
});

test("bootstrap passes SIGTERM on to the command", async () => {
  await run(["autotts"]);
  const result = await run(["autotts", "wait"], {}, (child) => child.kill("SIGTERM"));
  expect(result.code).toBe(7);
});

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param onOutput called when the command has written its first words. */
function run(
  args: readonly string[],
  more: Record<string, string> = {},
  onOutput: (child: ReturnType<typeof spawn>) => void = () => undefined,
): Promise<Result> {
  const child = spawn(process.execPath, [join(dir, "scripts/bootstrap.mjs"), ...args], {
    cwd: dir,
    env: { PATH: `${join(dir, "bin")}:/usr/bin:/bin`, REAL_NODE: process.execPath, ...more },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
  child.stdout.once("data", () => onOutput(child));
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

function fakeNpm(source: string): void {
  mkdirSync(join(dir, "bin"), { recursive: true });
  writeFileSync(join(dir, "bin/npm"), source);
  chmodSync(join(dir, "bin/npm"), 0o755);
}

function writeLock(version: string): void {
  const packages = {
    "": {},
    "node_modules/left": { version },
    "node_modules/mac": { optional: true },
  };
  const path = join(dir, "package-lock.json");
  writeFileSync(path, JSON.stringify({ packages }));
}

function npmCalls(): string[] {
  return readFileSync(join(dir, "npm-calls"), "utf8").trim().split("\n");
}
