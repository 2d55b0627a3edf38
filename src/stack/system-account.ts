import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

import type { DatabaseRole } from "../domain/database-roles.ts";

/** Whom a process runs as. */
export interface SystemAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account for Postgres, which refuses to run as root.
 *
 * `initdb` looks its user up in the password file, so an invented uid will not do and adding a user
 * needs programs that small images lack. These accounts exist before us: `postgres` where Postgres is
 * installed, the other two on every Linux.
 */
export function databaseAccount(passwdFile = "/etc/passwd"): SystemAccount | undefined {
  const accounts = readFileSync(passwdFile, "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => Number.isSafeInteger(uid) && uid > 0 && Number.isSafeInteger(gid));
  const byName = new Map(accounts.map((account) => [account.name, account]));
  return byName.get("postgres") ?? byName.get("nobody") ?? byName.get("daemon");
}

/** Between the uids that people get and those that Debian hands out; no entry in the password file is needed. */
const SERVICE_UID_FIRST = 58_200;
const SERVICE_ROLES: readonly DatabaseRole[] = ["api", "control", "agents", "replay", "held_out"];

/**
 * The account of the service with this role, so that services cannot read one another's environment,
 * memory or files. `owner` has none: no service runs with it.
 */
export function serviceAccount(role: DatabaseRole): SystemAccount | undefined {
  const index = SERVICE_ROLES.indexOf(role);
  if (index === -1) return undefined;
  const id = SERVICE_UID_FIRST + index;
  return { name: `autotts-${role}`, uid: id, gid: id };
}

/** The outermost directory on the way to `path`, itself included, that the account may not enter. */
export function closedDirectory(path: string, account: SystemAccount): string | undefined {
  const parent = dirname(path);
  const above = parent === path ? undefined : closedDirectory(parent, account);
  if (above !== undefined) return above;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  return ((stats.mode >> shift) & 0o1) === 1 ? undefined : path;
}
