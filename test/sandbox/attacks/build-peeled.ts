import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Patch, PEELS } from "./peeled-layers.ts";
import { copySources, SOURCES } from "./sources.ts";

/** A copy of the sources without the first `count` layers. @returns its folder. */
export function buildPeeled(count: number): string {
  const copy = copySources(SOURCES);
  for (const [layer, patches] of PEELS.slice(0, count)) {
    for (const patch of patches) apply(copy, layer, patch);
  }
  const shim = fileURLToPath(new URL("no-isolate.ts", import.meta.url));
  cpSync(shim, join(copy, "sandbox", "no-isolate.ts"));
  return copy;
}

function apply(copy: string, layer: string, { file, find, replace, times = 1 }: Patch): void {
  const path = join(copy, file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== times + 1) {
    throw new Error(
      `Cannot peel ${layer}: src/${file} must have ${times} times, and has ${parts.length - 1} times: ${String(find)}`,
    );
  }
  writeFileSync(path, parts.join(replace));
}
