import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const ROTATE_BYTES = 10 * 1024 * 1024;

/**
 * Opens a log for a child to append to; its descriptor is the child's own stdout and stderr, so lines
 * are kept even when the supervisor is killed. A large file is first moved to `<path>.1`.
 *
 * @returns the descriptor, which the caller closes, and where in the file this child's lines begin.
 */
export function openLog(path: string): { descriptor: number; offset: number } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_BYTES)
    renameSync(path, `${path}.1`);
  const descriptor = openSync(path, "a", 0o600);
  return { descriptor, offset: fstatSync(descriptor).size };
}

/** The end of a log, at most the last 64 KiB, from `offset` on; empty when there is none. */
export function readLogTail(path: string, lineCount: number, offset = 0): string[] {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch {
    return [];
  }
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(offset, size - 65_536);
    const bytes = Buffer.alloc(Math.max(0, size - start));
    const length = readSync(descriptor, bytes, 0, bytes.length, start);
    const lines = bytes.toString("utf8", 0, length).split("\n");
    return lines.filter((line) => line.trim() !== "").slice(-lineCount);
  } finally {
    closeSync(descriptor);
  }
}
