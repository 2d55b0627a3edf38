import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The folder whose `.autotts/` holds the stack: the nearest one upwards that has such a folder or is a
 * package, so that every folder of a checkout means the same stack; else the one given.
 */
export function findProjectDir(from: string): string {
  const start = resolve(from);
  for (let dir = start; ; dir = dirname(dir)) {
    if (existsSync(join(dir, ".autotts")) || existsSync(join(dir, "package.json"))) return dir;
    if (dir === dirname(dir)) return start;
  }
}
