import { setTimeout as pause } from "node:timers/promises";

import { systemErrorCode } from "../domain/system-error.ts";
import { isAlive, type ProcessIdentity } from "./process-identity.ts";

const POLL_MS = 25;

export interface EndOptions {
  /** What asks it to stop. Default: SIGTERM. */
  readonly signal?: NodeJS.Signals;
  /** How long it may take before it is killed with everything in its process group. Default: 10 s. */
  readonly graceMs?: number;
}

/**
 * Ends exactly this process: asks, waits, kills. A stranger that has taken over the pid is left alone.
 *
 * @returns how it went; `gone` means that there was nothing to end.
 */
export async function endProcess(
  identity: ProcessIdentity,
  options: EndOptions = {},
): Promise<"gone" | "ended" | "killed"> {
  if (!isAlive(identity)) return "gone";
  sendSignal(identity.pid, options.signal ?? "SIGTERM");
  if (await waitUntilGone(identity, options.graceMs ?? 10_000)) return "ended";
  killGroup(identity.pid);
  sendSignal(identity.pid, "SIGKILL");
  await waitUntilGone(identity, 5_000);
  return "killed";
}

/** @returns whether the process was gone within the time. */
export async function waitUntilGone(identity: ProcessIdentity, timeoutMs: number) {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(identity)) {
    if (performance.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** Kills what is left of the process group that this pid led. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // Nothing is left of it, or (EPERM) only what is not ours.
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended between the look and the signal, which is what was wanted.
    if (systemErrorCode(error) !== "ESRCH") throw error;
  }
}
