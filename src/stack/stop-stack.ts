import { existsSync } from "node:fs";

import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import { endOrphans } from "./end-orphans.ts";
import { waitUntilGone } from "./end-process.ts";
import { isAlive } from "./process-identity.ts";
import { stackFiles } from "./stack-files.ts";
import type { OnStackEvent } from "./stack-event.ts";
import { acquireLock, readLock } from "./stack-lock.ts";

/** Every child has its grace, one after the other. */
const STOP_MS_MAX = 120_000;

/**
 * Asks the project's supervisor to stop and waits for it, or ends what a killed one has left.
 *
 * @returns whether a supervisor was running.
 * @throws {DomainError} SETUP_FAILED when it belongs to somebody else or does not stop in two minutes.
 */
export async function stopStack(projectDir: string, onEvent: OnStackEvent): Promise<boolean> {
  const files = stackFiles(projectDir);
  const supervisor = readLock(files.lock);
  const wasRunning = supervisor !== undefined && isAlive(supervisor);
  if (wasRunning) {
    askToStop(supervisor.pid);
    if (!(await waitUntilGone(supervisor, STOP_MS_MAX)))
      throw new DomainError(
        "SETUP_FAILED",
        `Cannot stop the stack: its supervisor, process ${supervisor.pid}, has not ended after ${STOP_MS_MAX / 1000} s. End it with 'kill -9 ${supervisor.pid}' and run 'autotts down' again.`,
      );
  }
  if (existsSync(files.dir)) {
    const unlock = acquireLock(files.lock);
    try {
      await endOrphans(files, onEvent);
    } finally {
      unlock();
    }
  }
  return wasRunning;
}

function askToStop(pid: number): void {
  try {
    process.kill(pid, "SIGTERM");
  } catch (error) {
    if (systemErrorCode(error) === "ESRCH") return;
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot stop the stack: its supervisor, process ${pid}, belongs to another user. Run 'autotts down' as that user.`,
      { cause: error },
    );
  }
}
