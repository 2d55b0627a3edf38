import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Places } from "./canaries.ts";
import { copySources, loadSources, removeSources, type Sources } from "./sources.ts";

const HERE = fileURLToPath(new URL("./", import.meta.url));

/** A sandbox whose child is started like any other and then is the attack's. */
export interface BrokenOutChild {
  readonly openSandbox: Sources["openSandbox"];
  /** Makes `attack`, the text of a function of `BrokenOut`, what children do that start from now on. */
  arm(attack: string, places: Places): void;
  remove(): void;
}

/**
 * Builds it: a copy of the sources in which nothing is left of `child.ts`, which is what a controller
 * faces that got out of its isolate.
 */
export async function buildBrokenOutChild(from: string): Promise<BrokenOutChild> {
  const copy = copySources(from);
  const folder = join(copy, "sandbox");
  const move = (file: string, to: string) => {
    const text = readFileSync(join(HERE, file), "utf8").replaceAll("../../../src/", "../");
    writeFileSync(join(folder, to), text);
  };
  move("broken-out-child-main.ts", "child.ts");
  move("broken-out.ts", "broken-out.ts");
  const { openSandbox } = await loadSources(copy);
  return {
    openSandbox,
    arm(attack, places) {
      const text = `export const places = ${JSON.stringify(places)};\nexport const attack = ${attack};\n`;
      writeFileSync(join(folder, "attack-as-host.ts"), text);
    },
    remove: () => removeSources(copy),
  };
}
