import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import pg from "pg";

import { SEARCH_ATTRIBUTES } from "../../src/domain/search-attributes.ts";
import { identifyProcess } from "../../src/stack/process-identity.ts";
import { readStackStatus, type StackStatus } from "../../src/stack/read-stack-status.ts";
import { resetStack } from "../../src/stack/reset-stack.ts";
import { runCommand } from "../../src/stack/run-command.ts";
import { stackFiles } from "../../src/stack/stack-files.ts";
import { startStack } from "../../src/stack/start-stack.ts";
import { stopStack } from "../../src/stack/stop-stack.ts";
import { findTemporalBinary } from "../../src/stack/temporal-binary.ts";
import { makeProject, NOTHING_EMBEDDED, removeProject, script, Supervisor } from "./supervisor.ts";

// jest reads a project's testTimeout from nowhere else.
jest.setTimeout(60_000);

const SERVER = `
  require("node:http").createServer((request, response) => response.end("ok")).listen(process.argv[1], "127.0.0.1");
`;
const quiet = (): void => undefined;

let dir: string;
beforeEach(() => {
  dir = makeProject();
});
afterEach(() => removeProject(dir));

test("startStack() runs Postgres and Temporal that outlive the death of a child and of the supervisor", async () => {
  const first = new Supervisor(dir, {});
  const { databaseUrl = "" } = await first.saw("up");
  await query(databaseUrl, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)");
  const before = await readStackStatus(dir);
  expect(before.children.map(({ name, healthy }) => [name, healthy])).toEqual([
    ["postgres", true],
    ["temporal", true],
  ]);
  await expectTemporalToKnowOurAttributes(before);
  expectPrivateCredentials();

  process.kill(pidOf(before, "postgres"), "SIGKILL");
  await first.saw("died", "postgres");
  await first.saw("ready", "postgres", 2);
  expect(await query(databaseUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);

  await first.end("SIGKILL");
  const orphaned = await readStackStatus(dir);
  expect(orphaned.supervisorPid).toBeNull();
  expect(orphaned.children.every(({ healthy }) => healthy)).toBe(true);

  const second = new Supervisor(dir, {});
  const again = await second.saw("up");
  expect(second.lines.filter(({ type }) => type === "orphan-ended")).toHaveLength(2);
  expect(orphaned.children.map(({ pid }) => identifyProcess(pid ?? 0))).toEqual([
    undefined,
    undefined,
  ]);
  expect(again.databaseUrl).toBe(databaseUrl);
  expect(await query(databaseUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);

  expect(await stopStack(dir, quiet)).toBe(true);
  const after = await readStackStatus(dir);
  expect(after.supervisorPid).toBeNull();
  expect(after.children.every(({ pid }) => pid === null)).toBe(true);
  expect(await stopStack(dir, quiet)).toBe(false);
});

test("startStack() refuses a second supervisor, and takes over the lock of a dead one", async () => {
  writeFileSync(join(dir, "keep"), "");
  const lock = stackFiles(dir).lock;
  const running = new Supervisor(dir, NOTHING_EMBEDDED);
  await running.saw("up");
  await expect(start()).rejects.toThrow(
    `process ${running.process.pid} already runs it for this project (${lock})`,
  );
  await running.end("SIGKILL");
  expect(existsSync(lock)).toBe(true);
  const stack = await start();
  await stack.stop();
  expect(existsSync(lock)).toBe(false);
});

test("startStack() moves a remembered port that is taken and says so, but not a fixed one", async () => {
  const first = await start();
  await first.stop();
  const stranger = createServer().listen(first.apiPort, "127.0.0.1");
  try {
    const messages: string[] = [];
    const second = await startStack({
      ...NOTHING_EMBEDDED,
      projectDir: dir,
      environment: {},
      onEvent: ({ message }) => messages.push(message),
    });
    await second.stop();
    expect(second.apiPort).not.toBe(first.apiPort);
    expect(messages).toEqual([
      `api: port ${first.apiPort} is in use by another program; now ${second.apiPort}`,
    ]);
    await expect(start({ ports: { api: first.apiPort } })).rejects.toThrow(
      `Cannot use port ${first.apiPort} for api: another program listens on it. Choose another with --api-port`,
    );
  } finally {
    stranger.close();
  }
});

test("startStack() hands out the owner's external connection, and the roles' own on the same server", async () => {
  const stack = await start();
  try {
    expect(stack.databaseUrl("owner")).toBe(NOTHING_EMBEDDED.databaseUrl);
    expect(stack.databaseUrl("held_out")).toBe(
      `postgres://autotts_held_out:${stack.passwords.held_out}@elsewhere.invalid/autotts`,
    );
    expect(stack.temporalAddress).toBe(NOTHING_EMBEDDED.temporalAddress);
    expect(stack.temporalUiUrl).toBeUndefined();
  } finally {
    await stack.stop();
  }
});

test("start() names the child that cannot start, shows its last words and leaves nothing running", async () => {
  const stack = await start();
  const { apiPort } = stack;
  await stack.start(httpChild("api", apiPort));
  const broken = script("broken", "console.error('no such table'); process.exit(3)");
  await expect(stack.start(broken)).rejects.toThrow(
    /Cannot start broken: it ended with exit code 3[.] Its last lines:\n {2}no such table\n/,
  );
  await expect(stack.start({ ...broken, name: "absent", command: "/nowhere" })).rejects.toThrow(
    "Cannot start absent: it could not be run (spawn /nowhere ENOENT)",
  );
  const status = await readStackStatus(dir);
  expect(status.children.map(({ name, state }) => [name, state])).toEqual([
    ["api", "ready"],
    ["broken", "failed"],
    ["absent", "failed"],
  ]);
  await stack.stop();
  expect(identifyProcess(pidOf(status, "api"))).toBeUndefined();
});

test("start() gives a child its own environment, account and process group", async () => {
  const stack = await start();
  try {
    const source =
      "console.log(JSON.stringify([process.env, process.getuid()]), 'ready'); setInterval(() => 0, 1e6)";
    const account = stack.account("agents");
    await stack.start(script("agents", source, { env: { ONLY: "this" }, account }));
    const log = readFileSync(join(stackFiles(dir).logsDir, "agents.log"), "utf8");
    const uid = process.getuid?.() === 0 ? account?.uid : process.getuid?.();
    expect(log).toBe(`${JSON.stringify([{ ONLY: "this" }, uid])} ready\n`);
  } finally {
    await stack.stop();
  }
});

test("stop() kills a child that ignores its signal, and the processes that it started", async () => {
  const stack = await start();
  const source = `
    process.on("SIGTERM", () => undefined);
    const inner = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1e6)"]);
    console.log("ready", inner.pid);
    setInterval(() => 0, 1e6);
  `;
  await stack.start(script("stubborn", source, { stopGraceMs: 200 }));
  const group = pidOf(await readStackStatus(dir), "stubborn");
  expect(membersOf(group)).toHaveLength(2);
  await stack.stop();
  expect(membersOf(group)).toEqual([]);
});

test("a child that dies again and again is given up, with its last words", async () => {
  const supervisor = new Supervisor(dir, NOTHING_EMBEDDED, [
    script(
      "fragile",
      "console.log('ready'); setTimeout(() => { throw new Error('worn out') }, 100)",
    ),
  ]);
  const { message } = await supervisor.saw("gave-up", "fragile");
  expect(supervisor.lines.filter(({ type }) => type === "died")).toHaveLength(5);
  expect(message).toContain("fragile: given up after 6 deaths in a row");
  expect(message).toContain("Error: worn out");
  expect((await readStackStatus(dir)).children).toMatchObject([
    { name: "fragile", state: "failed" },
  ]);
});

test("a stranger with the pid of a recorded child is left alone", async () => {
  const first = new Supervisor(dir, NOTHING_EMBEDDED, [
    script("api", "console.log('ready'); setInterval(() => 0, 1e6)"),
  ]);
  await first.saw("up");
  await first.end("SIGKILL");
  const { state } = stackFiles(dir);
  const pid = pidOf(await readStackStatus(dir), "api");
  const record = JSON.parse(readFileSync(state, "utf8"));
  record.children.api.process.birth = "another boot:1";
  writeFileSync(state, JSON.stringify(record));
  const stack = await start();
  expect(identifyProcess(pid)).toBeDefined();
  await stack.stop();
  process.kill(pid, "SIGKILL");
});

const asRoot = process.getuid?.() === 0;
if (!asRoot)
  console.warn(
    "SKIPPED: only root runs Postgres as another user, for whom a directory can be closed",
  );
(asRoot ? test : test.skip)(
  "startStack() puts the database files elsewhere when their user may not enter the project, and remembers it",
  async () => {
    const closed = makeProject(0o700);
    const files = stackFiles(closed);
    try {
      const messages: string[] = [];
      const options = {
        projectDir: closed,
        environment: {},
        temporalAddress: "elsewhere.invalid:7233",
      };
      const stack = await startStack({
        ...options,
        onEvent: ({ type, message }) => type === "notice" && messages.push(message),
      });
      await stack.stop();
      const place = join(files.postgresFallbackDir, "postgres");
      expect(messages).toEqual([
        expect.stringMatching(`may not enter ${closed}; its files are in ${place} instead`),
        expect.stringMatching(
          `services run as root: accounts of their own may not enter ${closed}`,
        ),
      ]);
      expect((await readStackStatus(closed)).postgresDir).toBe(place);
      expect(await resetStack(closed, quiet)).toContain(files.postgresFallbackDir);
      expect(existsSync(place)).toBe(false);
    } finally {
      await removeProject(closed);
    }
  },
);

test("startStack() starts Postgres although its pid file names a living stranger", async () => {
  const options = { projectDir: dir, environment: {}, temporalAddress: "elsewhere.invalid:7233" };
  const first = await startStack(options);
  await first.stop();
  const pidFile = join(stackFiles(dir).postgresDir, "postmaster.pid");
  writeFileSync(pidFile, `${process.pid}\n`);
  const second = await startStack(options);
  expect(await query(second.databaseUrl("owner"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await second.stop();
});

test("resetStack() deletes data and passwords, and keeps what is not the stack's", async () => {
  const stack = await start();
  await stack.stop();
  const files = stackFiles(dir);
  writeFileSync(join(dir, "keep"), "");
  expect(await resetStack(dir, quiet)).toEqual([files.credentialsDir, files.state]);
  expect(readdirSync(dir).toSorted()).toEqual([".autotts", "keep"]);
  rmSync(files.dir, { recursive: true });
  expect(await resetStack(dir, quiet)).toEqual([]);
});

function start(more: object = {}) {
  return startStack({ ...NOTHING_EMBEDDED, projectDir: dir, environment: {}, ...more });
}

function httpChild(name: string, port: number) {
  const child = script(name, SERVER, {
    readiness: { kind: "http", url: `http://127.0.0.1:${port}/` },
  });
  return { ...child, args: [...child.args, String(port)] };
}

function pidOf(status: StackStatus, child: string): number {
  const pid = status.children.find(({ name }) => name === child)?.pid;
  if (typeof pid !== "number") throw new Error(`${child} does not run: ${JSON.stringify(status)}`);
  return pid;
}

/** The living processes of a group, as pids; zombies do not count. */
function membersOf(group: number): number[] {
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0);
  return pids.filter((pid) => identifyProcess(pid) !== undefined && groupOf(pid) === group);
}

function groupOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function expectTemporalToKnowOurAttributes(status: StackStatus): Promise<void> {
  const { path } = await findTemporalBinary(stackFiles(dir), process.env);
  const args = [
    "operator",
    "search-attribute",
    "list",
    "--address",
    `127.0.0.1:${status.ports.temporal}`,
  ];
  const { stdout } = await runCommand(path, args, { env: {}, timeoutMs: 20_000 });
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES))
    expect(stdout).toMatch(new RegExp(`^\\s*${name}\\s+${type}\\s*$`, "m"));
}

function expectPrivateCredentials(): void {
  const { credentialsDir } = stackFiles(dir);
  expect(statSync(credentialsDir).mode & 0o777).toBe(0o700);
  const roles = readdirSync(credentialsDir);
  expect(roles.toSorted()).toEqual(["agents", "api", "control", "held_out", "owner", "replay"]);
  for (const role of roles) expect(statSync(join(credentialsDir, role)).mode & 0o777).toBe(0o600);
}
