import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { DomainError } from "../domain/errors.ts";
import { endProcess } from "./end-process.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { type Cluster, ensureCluster, POSTGRES_ENV } from "./postgres-cluster.ts";
import { commandOf, identifyProcess } from "./process-identity.ts";
import type { StackFiles } from "./stack-files.ts";
import type { OnStackEvent } from "./stack-event.ts";
import type { ChildSpec } from "./supervised-child.ts";
import {
  closedDirectory,
  databaseAccount,
  runsAsRoot,
  type SystemAccount,
} from "./system-account.ts";

/**
 * Chooses account, binaries and data directory, and makes the database files if there are none.
 *
 * @param rememberedDir where an earlier start put the database files.
 */
export async function preparePostgres(
  files: StackFiles,
  rememberedDir: string | null,
  ownerPassword: string,
  onEvent: OnStackEvent,
): Promise<Cluster> {
  const account = runsAsRoot() ? requireAccount() : undefined;
  const dataDir = chooseDataDir(files, rememberedDir, account, onEvent);
  const binDir = postgresBinaries(account, files.postgresFallbackDir);
  const cluster = { dataDir, binDir, account };
  await ensureCluster(cluster, ownerPassword);
  return cluster;
}

/** The server of this cluster, on 127.0.0.1 only and without a socket in the file system. */
export function postgresServer(cluster: Cluster, port: number): ChildSpec {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  return {
    name: "postgres",
    command: join(cluster.binDir, "postgres"),
    args: ["-D", cluster.dataDir, "-p", String(port)].concat(
      Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ),
    env: POSTGRES_ENV,
    account: cluster.account,
    readiness: { kind: "postgres", port },
    // "Fast": ends sessions, writes everything out. SIGTERM would wait until every client has gone.
    stopSignal: "SIGINT",
    stopGraceMs: 30_000,
    beforeStart: () => clearPidFile(cluster.dataDir),
  };
}

function requireAccount(): SystemAccount {
  const account = databaseAccount();
  if (account !== undefined) return account;
  throw new DomainError(
    "SETUP_FAILED",
    "Cannot start Postgres as root, which it refuses: none of the users postgres, nobody and daemon exists. Run as an ordinary user, or set DATABASE_URL to a Postgres of your own.",
  );
}

function chooseDataDir(
  files: StackFiles,
  remembered: string | null,
  account: SystemAccount | undefined,
  onEvent: OnStackEvent,
): string {
  const wanted = remembered ?? files.postgresDir;
  if (account === undefined) return wanted;
  const closed = closedDirectory(files.dir, account);
  if (wanted === files.postgresDir && closed === undefined) return wanted;
  const fallback = join(files.postgresFallbackDir, "postgres");
  mkdirSync(files.postgresFallbackDir, { recursive: true, mode: 0o711 });
  const alsoClosed = closedDirectory(files.postgresFallbackDir, account);
  if (alsoClosed !== undefined)
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot place the database files: user ${account.name} may enter neither ${closed ?? files.dir} nor ${alsoClosed}. Move the project, or permit it with 'chmod o+x ${alsoClosed}'.`,
    );
  if (remembered !== fallback)
    onEvent({
      type: "notice",
      child: "postgres",
      message: `postgres: user ${account.name} may not enter ${closed}; its files are in ${fallback} instead`,
    });
  return fallback;
}

/**
 * Postgres will not start while its pid file names a living process, be it a stranger that got the pid
 * later. A Postgres of ours that an earlier supervisor lost is ended; a file that lies is removed.
 */
async function clearPidFile(dataDir: string): Promise<void> {
  const path = join(dataDir, "postmaster.pid");
  let pid: number;
  try {
    pid = Number(readFileSync(path, "utf8").split("\n", 1)[0]);
  } catch {
    return;
  }
  const found = identifyProcess(pid);
  if (found !== undefined && commandOf(pid).includes(`-D ${dataDir} `))
    await endProcess(found, { signal: "SIGINT", graceMs: 30_000 });
  rmSync(path, { force: true });
}
