import { readdirSync, readFileSync } from "node:fs";

/** What Linux counts CPU time in for user space, on every architecture. */
const MS_PER_TICK = 10;

/** Processes that one has started, this one unless another is named, and that still run. */
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

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold blanks; field 3 follows it, and 14 and 15 are the times.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) * MS_PER_TICK;
}
