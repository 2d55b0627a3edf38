import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "../domain/errors.ts";
import { readLogTail } from "../stack/child-log.ts";
import { readStackStatus } from "../stack/read-stack-status.ts";
import type { CommandContext } from "./command-context.ts";
import { paint } from "./render/paint.ts";

/** What `logs` was told. */
export interface LogsOptions {
  readonly lines: number;
  readonly follow?: true;
}

interface Log {
  readonly name: string;
  readonly path: string;
}

const LOOK_AGAIN_MS = 250;

/** Prints the ends of logs, each line after the name of its part where there are several. */
export async function showLogs(
  name: string | undefined,
  { lines, follow }: LogsOptions,
  context: CommandContext,
): Promise<void> {
  const logs = await findLogs(name, context.projectDir);
  const width = Math.max(...logs.map((log) => log.name.length));
  const show = (log: Log, line: string): void => {
    const label =
      logs.length === 1 ? "" : `${paint(log.name.padEnd(width), "dim", context.terminal)}  `;
    context.print(label + line);
  };
  const followed = logs.map((log) => ({ log, read: sizeOf(log), rest: "" }));
  for (const log of logs) {
    for (const line of readLogTail(log.path, lines)) show(log, line);
  }
  while (follow === true && !context.signal.aborted) {
    for (const one of followed) {
      const size = sizeOf(one.log);
      // A log that has shrunk was moved away, and begins anew.
      if (size < one.read) one.read = 0;
      if (size === one.read) continue;
      const added = one.rest + (await readBetween(one.log.path, one.read, size));
      const complete = added.split("\n");
      one.rest = complete.pop() ?? "";
      one.read = size;
      for (const line of complete) show(one.log, line);
    }
    await pause(LOOK_AGAIN_MS, undefined, { signal: context.signal }).catch(() => undefined);
  }
}

async function findLogs(name: string | undefined, projectDir: string): Promise<Log[]> {
  const { children } = await readStackStatus(projectDir);
  const logs = children.map((child) => ({ name: child.name, path: child.log }));
  const asked = name === undefined ? logs : logs.filter((log) => log.name === name);
  if (asked.length > 0) return asked;
  const there = logs.map((log) => basename(log.path, ".log")).join(", ");
  throw new DomainError(
    "INVALID_INPUT",
    logs.length === 0
      ? "Cannot show logs: the stack of this project was never started. Start it with 'autotts up'."
      : `Cannot show the log of ${name}: the stack has no such part. It has ${there}.`,
  );
}

function sizeOf({ path }: Log): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The bytes `from … to − 1` of a file, as text. */
async function readBetween(path: string, from: number, to: number): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start: from, end: to - 1 }))
    chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
