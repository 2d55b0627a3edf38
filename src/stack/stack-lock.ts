import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import {
  identifyProcess,
  isAlive,
  PROCESS_IDENTITY,
  type ProcessIdentity,
} from "./process-identity.ts";

/**
 * Makes this process the project's only supervisor.
 *
 * The lock is a file that holds its owner's identity, made by linking a finished file to its place:
 * it appears whole or not at all. The lock of a dead owner is taken over, by renaming it away first,
 * which only one of several takers can do.
 *
 * @returns what gives the lock back.
 * @throws {DomainError} SETUP_FAILED when a living process holds it.
 */
export function acquireLock(path: string): () => void {
  const self = identifyProcess(process.pid);
  if (self === undefined) throw new Error("Cannot lock: the own process has no identity");
  const draft = `${path}.${self.pid}`;
  writeFileSync(draft, JSON.stringify(self), { mode: 0o644 });
  try {
    while (!linked(draft, path)) {
      const owner = readLock(path);
      if (owner !== undefined && isAlive(owner)) throw held(path, owner);
      removeStale(path, owner);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readLock(path)?.birth === self.birth) rmSync(path, { force: true });
  };
}

/** The process that holds the lock, dead or alive; undefined without a lock or when it is unreadable. */
export function readLock(path: string): ProcessIdentity | undefined {
  try {
    return PROCESS_IDENTITY.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function removeStale(path: string, stale: ProcessIdentity | undefined): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return;
    throw error;
  }
  // Another taker may have been faster, and what was moved is then its fresh lock: put it back.
  if (readLock(aside)?.birth !== stale?.birth) linked(aside, path);
  rmSync(aside, { force: true });
}

function held(path: string, owner: ProcessIdentity): DomainError {
  return new DomainError(
    "SETUP_FAILED",
    `Cannot start the stack: process ${owner.pid} already runs it for this project (${path}). Use it, or end it with 'autotts down'.`,
  );
}
