import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { stackFiles } from "../../src/stack/stack-files.ts";
import { makeProject, removeProject } from "../stack/supervisor.ts";
import { type Ended, runCommandLine } from "./command-line.ts";

jest.setTimeout(120_000);

const MAIN = resolve("src/cli/main.ts");
const CHILDREN = ["postgres", "temporal", "worker", "worker-held-out", "api"];

let workingDir: string;
let supervisor: ChildProcess | undefined;

beforeAll(() => {
  workingDir = makeProject();
  // A stack belongs to the nearest folder that has one: this one, wherever temporary folders are.
  mkdirSync(join(workingDir, ".autotts"));
});

afterAll(async () => {
  supervisor?.kill("SIGTERM");
  await removeProject(workingDir);
});

test("the stack's commands start it, show it, and stop it", async () => {
  expect(await autotts("status")).toMatchObject({
    exitCode: 3,
    stdout: expect.stringMatching(/is down/),
  });
  expect(await autotts("logs")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/was never started/),
  });
  const up = await start();

  const status = await autotts("status", "--json");
  const { children, addresses, ...shown } = JSON.parse(status.stdout) as StatusDocument;
  expect(status.exitCode).toBe(0);
  expect(shown).toMatchObject({ up: true, supervisorPid: up.pid });
  expect(children.map(({ name, healthy }) => [name, healthy])).toEqual(
    CHILDREN.map((name) => [name, true]),
  );
  expect((await fetch(`${addresses.apiUrl}/readyz`)).status).toBe(200);
  expect((await fetch(addresses.uiUrl)).status).toBe(200);
  expectOwnCredentialsOnly(children);

  expect(await autotts("status")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/worker-held-out +ready/),
  });
  expect(await autotts("up")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/is up already/),
  });
  expect(await autotts("logs", "worker")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/worker ready/),
  });
  expect(await autotts("logs", "wroker")).toMatchObject({
    exitCode: 2,
    stdout: expect.stringMatching(/^$/),
    stderr: expect.stringMatching(/has no such part[.] It has postgres, /),
  });
  expect(await autotts("reset")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/Say it with --yes/),
  });

  const ended = once(up, "exit");
  expect(await autotts("down")).toMatchObject({ exitCode: 0, stdout: /^Stopped[.]$/m });
  expect(await ended).toEqual([0, null]);
  expect(children.filter(({ pid }) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(await autotts("down")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/was not running/),
  });
  expect(await autotts("status", "--json")).toMatchObject({
    exitCode: 3,
    stdout: expect.stringMatching(/"up": false/),
  });
});

test("up refuses a port that is in use, names it, and leaves nothing running", async () => {
  const stranger = createServer().listen(0, "127.0.0.1");
  await once(stranger, "listening");
  try {
    const { port } = stranger.address() as { port: number };
    const refused = await autotts("up", "--api-port", String(port));
    expect(refused).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^$/),
      stderr: expect.stringContaining(
        `Cannot use port ${port} for api: another program listens on it`,
      ),
    });
    expect(await autotts("status")).toMatchObject({ exitCode: 3 });
  } finally {
    stranger.close();
  }
});

test("reset --yes deletes what the stack has kept", async () => {
  const { credentialsDir, state } = stackFiles(workingDir);
  expect(existsSync(state)).toBe(true);
  expect(await autotts("reset", "--yes")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Deleted:\n/),
  });
  expect([credentialsDir, state].filter((path) => existsSync(path))).toEqual([]);
});

interface StatusDocument {
  readonly up: boolean;
  readonly supervisorPid: number;
  readonly addresses: { readonly apiUrl: string; readonly uiUrl: string };
  readonly children: readonly ChildDocument[];
}

interface ChildDocument {
  readonly name: string;
  readonly pid: number;
  readonly healthy: boolean;
}

/** A command line in this process. */
function autotts(...args: readonly string[]): Promise<Ended> {
  return runCommandLine(args, { workingDir, environment: process.env });
}

/** Starts `up` in a process of its own and waits until it says that it is. */
async function start(): Promise<ChildProcess> {
  const options = {
    cwd: workingDir,
    stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
  };
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, "up"],
    options,
  );
  supervisor = child;
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes("Ctrl-C stops it.")) break;
  }
  if (!said.includes("Ctrl-C stops it.")) throw new Error(`It ended before it was up:\n${said}`);
  return child;
}

/** Looks into the environment of every service for the passwords of all roles. */
function expectOwnCredentialsOnly(children: readonly ChildDocument[]): void {
  const { credentialsDir } = stackFiles(workingDir);
  const roles = ["owner", "api", "control", "agents", "replay", "held_out"];
  const passwords = roles.map((role) => ({
    role,
    password: readFileSync(join(credentialsDir, role), "utf8").trim(),
  }));
  const known = children.map(({ name, pid }) => {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    const found = passwords.filter(({ password }) => environment.includes(password));
    return [name, found.map(({ role }) => role)];
  });
  expect(known).toEqual([
    ["postgres", []],
    ["temporal", []],
    ["worker", ["control", "agents", "replay"]],
    ["worker-held-out", ["held_out"]],
    ["api", ["api"]],
  ]);
}
