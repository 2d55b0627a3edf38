import {
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { databaseUser } from "../domain/database-roles.ts";
import { DomainError } from "../domain/errors.ts";
import { runCommand } from "./run-command.ts";
import type { SystemAccount } from "./system-account.ts";

export const DATABASE_NAME = "autotts";

/** What the Postgres programs see of the environment: one locale and time zone on every machine. */
export const POSTGRES_ENV = { LC_ALL: "C", TZ: "UTC" } as const;

export interface Cluster {
  readonly dataDir: string;
  readonly binDir: string;
  /** Undefined: the own user, who is not root. */
  readonly account: SystemAccount | undefined;
}

/**
 * Makes the database files, with the owner role and an empty database, unless they are there.
 *
 * Everything is made in a draft directory that is renamed at the end, so an interrupted set-up
 * leaves nothing that looks finished.
 *
 * @throws {DomainError} SETUP_FAILED with the output of the program that failed.
 */
export async function ensureCluster(cluster: Cluster, ownerPassword: string): Promise<void> {
  const { dataDir, account } = cluster;
  if (existsSync(join(dataDir, "PG_VERSION"))) return checkOwner(cluster);
  const draft = `${dataDir}.draft`;
  const passwordFile = `${dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o711 });
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, ownerPassword, { mode: 0o600 });
    if (account !== undefined)
      for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    await initialise(cluster, draft, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, dataDir);
}

async function initialise(cluster: Cluster, draft: string, passwordFile: string): Promise<void> {
  await run(cluster, "initdb", [
    `--pgdata=${draft}`,
    `--username=${databaseUser("owner")}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The provider built into Postgres sorts the same on every machine, whatever its C library does.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ]);
  // Single-user mode needs neither a client program nor a running server.
  const createDatabase = `CREATE DATABASE ${DATABASE_NAME};\n`;
  await run(cluster, "postgres", ["--single", "-D", draft, "postgres"], createDatabase);
}

async function run(cluster: Cluster, program: string, args: readonly string[], input = "") {
  const { binDir, account } = cluster;
  const options = { env: POSTGRES_ENV, timeoutMs: 120_000, account, input };
  const result = await runCommand(join(binDir, program), args, options);
  if (result.exitCode === 0) return;
  throw new DomainError(
    "SETUP_FAILED",
    `Cannot make the database files in ${cluster.dataDir}: ${program} failed as user ${account?.name ?? "of this process"}: ${result.stderr.trim()}`,
  );
}

function checkOwner({ dataDir, account }: Cluster): void {
  const uid = account?.uid ?? process.getuid?.();
  const owner = statSync(dataDir).uid;
  if (uid === undefined || owner === uid) return;
  throw new DomainError(
    "SETUP_FAILED",
    `Cannot start Postgres: its files in ${dataDir} belong to uid ${owner}, and it would run as uid ${uid}. Start the stack as the user who made them, or begin anew with 'autotts reset'.`,
  );
}
