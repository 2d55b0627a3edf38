import { readdirSync, readFileSync } from "node:fs";
import {
  commandOf,
  identifyProcess,
  isAlive,
  type ProcessIdentity,
} from "../../src/stack/process-identity.ts";

/** A process, what it was started with, and how much it has computed. */
export interface RunningProcess extends ProcessIdentity {
  readonly command: string;
  readonly cpuSeconds: number;
}

/** Linux counts in these, whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;

/** All descendants of a process. */
export function processesBelow(ancestor: number): RunningProcess[] {
  const stats = new Map(readStats().map((stat) => [stat.pid, stat]));
  const isBelow = (pid: number): boolean => {
    const parent = stats.get(pid)?.parent;
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return [...stats.values()].flatMap(({ pid, cpuSeconds }) => {
    const identity = isBelow(pid) ? identifyProcess(pid) : undefined;
    return identity === undefined ? [] : { ...identity, command: commandOf(pid), cpuSeconds };
  });
}

/** Those that still run; a stranger with a pid of theirs does not count. */
export function stillRunning<T extends ProcessIdentity>(processes: readonly T[]): T[] {
  return processes.filter(isAlive);
}

function readStats(): { pid: number; parent: number; cpuSeconds: number }[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
      const fields = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .map(Number);
      const [, parent = 0] = fields;
      const [user = 0, system = 0] = fields.slice(11);
      return { pid: Number(name), parent, cpuSeconds: (user + system) / TICKS_PER_SECOND };
    } catch {
      // It ended between the listing and the look.
      return [];
    }
  });
}
