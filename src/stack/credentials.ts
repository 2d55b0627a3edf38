import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { DatabaseRole } from "../domain/database-roles.ts";
import { systemErrorCode } from "../domain/system-error.ts";

export type Passwords = Readonly<Record<DatabaseRole, string>>;

/**
 * A password for each database role, made on first use and kept in a file of its own that only the
 * supervisor's user may read. A service gets its role's password through its environment.
 */
export function readOrCreateCredentials(dir: string): Passwords {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const password = (role: DatabaseRole): string => readOrCreate(join(dir, role));
  return {
    owner: password("owner"),
    api: password("api"),
    control: password("control"),
    agents: password("agents"),
    replay: password("replay"),
    held_out: password("held_out"),
  };
}

function readOrCreate(path: string): string {
  try {
    const password = readFileSync(path, "utf8").trim();
    if (password !== "") return password;
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
