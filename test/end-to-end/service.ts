import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join, resolve } from "node:path";
import process from "node:process";
import { type ApiClient, apiClient } from "../../src/api/client.ts";
import type { DatabaseRole } from "../../src/domain/database-roles.ts";
import { readOrCreateCredentials } from "../../src/stack/credentials.ts";
import { stackFiles } from "../../src/stack/stack-files.ts";
import { PORT_NAMES, type PortName, readState, updateState } from "../../src/stack/stack-state.ts";
import { databaseUrls } from "../../src/stack/start-stack.ts";
import { makeProject, removeProject } from "../stack/supervisor.ts";
import { processesBelow, type RunningProcess, stillRunning } from "./processes.ts";

const MAIN = resolve("src/cli/main.ts");

/** What of the tester's environment must not reach a service: it decides what is tested. */
const OWN_SETTINGS =
  /^(?:ANTHROPIC_|AUTOTTS_|DATABASE_URL|TEMPORAL_|API_HOST|API_PORT|NODE_OPTIONS)/u;

/** The whole service as `autotts up` runs it, in a project folder of its own. */
export interface Service {
  readonly api: ApiClient;
  readonly temporalAddress: string;
  readonly databaseUrl: (role: DatabaseRole) => string;
  /** The pid that a part of the stack has now. */
  readonly pid: (part: "worker" | "worker-held-out" | "api") => number;
  /** Stops it and starts it again on the same data, with its first environment or another; ports stay. */
  readonly restart: (environment?: Readonly<Record<string, string>>) => Promise<void>;
  /** Stops it and removes its folder. @throws Error when a process or a folder is left. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the real stack and waits until it is up. Parts that die are restarted by it.
 *
 * @param environment variables besides those of the tests.
 */
export async function startService(
  environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const dir = makeProject();
  // A stack belongs to the nearest folder that has one: this one, wherever temporary folders are.
  mkdirSync(join(dir, ".autotts"));
  const files = stackFiles(dir);
  const ports = await freePorts();
  // As remembered from an earlier start: the usual ones would be taken by whichever stack comes first.
  updateState(files.state, (state) => ({ ...state, ports }));
  let supervisor = await up(dir, environment).catch(async (error: unknown) => {
    await removeProject(dir);
    throw error;
  });
  const passwords = readOrCreateCredentials(files.credentialsDir);
  return {
    api: apiClient(`http://127.0.0.1:${ports.api}`),
    temporalAddress: `127.0.0.1:${ports.temporal}`,
    databaseUrl: databaseUrls(undefined, ports.postgres, passwords),
    pid: (part) => {
      const pid = readState(files.state).children[part]?.process?.pid;
      if (pid === undefined) throw new Error(`${part} does not run`);
      return pid;
    },
    restart: async (changed = environment) => {
      await down(supervisor);
      supervisor = await up(dir, changed);
    },
    stop: async () => {
      let left: RunningProcess[];
      try {
        left = await down(supervisor);
      } finally {
        await removeProject(dir);
      }
      if (left.length > 0) throw new Error(`Left running: ${JSON.stringify(left)}`);
      if (existsSync(dir)) throw new Error(`Left behind: ${dir}`);
    },
  };
}

async function up(
  dir: string,
  environment: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const inherited = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
  const supervisor = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, "up"],
    {
      cwd: dir,
      env: { ...Object.fromEntries(inherited), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  supervisor.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  for await (const chunk of supervisor.stdout) {
    said += String(chunk);
    if (said.includes("Ctrl-C stops it.")) return supervisor;
  }
  throw new Error(`It ended before it was up:\n${said}`);
}

/** Ports that nobody listens on; held together, so that they differ. */
async function freePorts(): Promise<Record<PortName, number>> {
  const probes = PORT_NAMES.map(() => createServer().listen(0, "127.0.0.1"));
  const listening = await Promise.all(
    probes.map(async (probe, k) => {
      await once(probe, "listening");
      return [PORT_NAMES[k], (probe.address() as AddressInfo).port] as const;
    }),
  );
  await Promise.all(probes.map((probe) => once(probe.close(), "close")));
  return Object.fromEntries(listening) as Record<PortName, number>;
}

/** @returns what of it still runs. */
async function down(supervisor: ChildProcess): Promise<RunningProcess[]> {
  const running = processesBelow(supervisor.pid!);
  const ended = once(supervisor, "exit");
  supervisor.kill("SIGTERM");
  const [code, signal] = (await ended) as [number | null, string | null];
  if (code !== 0) throw new Error(`'up' ended with exit code ${code} (${signal})`);
  return stillRunning(running);
}
