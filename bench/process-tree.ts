import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What Linux counts CPU time in for user space, on every architecture. */
const MS_PER_TICK = 10;

/** Processes that one has started, this one unless another is named, running or not yet reaped. */
export function childIds(pid = process.pid): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
}

/** CPU time of this process and of its running children, in ms. */
export function treeCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return childIds().reduce((sum, pid) => sum + cpuMs(pid), (user + system) / 1000);
}

/** Whether a process has ended and nobody has asked how. */
export function isZombie(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && statFields(pid)[0] === "Z";
}

function cpuMs(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) * MS_PER_TICK;
}

/** What the kernel tells of a process, from field 3 on: its state; 14 and 15 are its times. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold blanks.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
