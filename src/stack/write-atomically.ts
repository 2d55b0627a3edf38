import { renameSync, writeFileSync } from "node:fs";

/** Replaces a file whole: a reader, or a crash at any moment, sees the old content or the new one. */
export function writeAtomically(path: string, content: string, mode = 0o644): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, path);
}
