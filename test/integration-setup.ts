import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { postgresBinaries } from "../src/stack/postgres-binaries.ts";
import { databaseAccount, runsAsRoot } from "../src/stack/system-account.ts";
import { ensureRoles } from "../src/store/ensure-roles.ts";
import { migrate } from "../src/store/migrate.ts";
import {
  ADMIN_URL_VARIABLE,
  TEMPLATE_DATABASE,
  TEST_PASSWORDS,
  administer,
  urlOf,
} from "./postgres.ts";

/** What the teardown ends; jest runs both in one process. */
export interface SuitePostgres {
  readonly server: ChildProcess;
  readonly directory: string;
}

declare global {
  var suitePostgres: SuitePostgres | undefined;
}

/** One server for the whole jest run, with a migrated template that test files copy. */
export default async function startPostgres(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "autotts-test-postgres-"));
  // Postgres refuses to run as root.
  const account = runsAsRoot() ? databaseAccount() : undefined;
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  const user = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const binaries = postgresBinaries(account, directory);
  const password = join(directory, "password");
  writeFileSync(password, "superuser");
  const data = join(directory, "data");
  const made = spawnSync(
    join(binaries, "initdb"),
    [
      `--pgdata=${data}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${password}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
      "--no-instructions",
    ],
    { ...user, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${String(made.error)}`);
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    // Nobody misses a test's data after a crash.
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
  };
  const server = spawn(
    join(binaries, "postgres"),
    [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { ...user, stdio: ["ignore", "ignore", "pipe"] },
  );
  globalThis.suitePostgres = { server, directory };
  process.env[ADMIN_URL_VARIABLE] = `postgres://postgres:superuser@127.0.0.1:${port}/postgres`;
  // A jest that dies without its teardown takes the server along.
  process.once("exit", () => {
    server.kill("SIGQUIT");
    rmSync(directory, { recursive: true, force: true });
  });
  await untilReady(server);
  await administer(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await ensureRoles(urlOf(TEMPLATE_DATABASE), TEST_PASSWORDS);
  await migrate(urlOf(TEMPLATE_DATABASE, "owner"));
}

/** Reads the server's log until it says that it takes connections. */
async function untilReady(server: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-10_000);
      if (log.includes("database system is ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => {
      reject(new Error(`Postgres ended while it started:\n${log}`));
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, "127.0.0.1", resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("The probe has no port");
  return address.port;
}
