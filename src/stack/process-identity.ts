import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { z } from "zod";

/**
 * A process that can be told from a later one with the same pid.
 *
 * Pids are reused: a recorded pid alone would let a restart kill a stranger. `birth` is opaque; it
 * holds when the process started and, on Linux, the boot it belongs to.
 */
export const PROCESS_IDENTITY = z.object({ pid: z.int().positive(), birth: z.string() }).readonly();
export type ProcessIdentity = z.infer<typeof PROCESS_IDENTITY>;

/** Who has this pid now; undefined when nobody has, or only a zombie that waits to be reaped. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const birth = process.platform === "linux" ? birthFromProc(pid) : birthFromPs(pid);
  return birth === undefined ? undefined : { pid, birth };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.birth === identity.birth;
}

/** The command line of a process, words separated by blanks; empty when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function birthFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    const startedTicks = fields[19];
    if (state === undefined || startedTicks === undefined || "ZX".includes(state)) return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${startedTicks}`;
  } catch {
    return undefined;
  }
}

function birthFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { LC_ALL: "C", PATH: "/bin:/usr/bin" },
    }).trim();
    return line === "" || line.startsWith("Z") ? undefined : line.slice(line.indexOf(" ") + 1);
  } catch {
    return undefined;
  }
}
