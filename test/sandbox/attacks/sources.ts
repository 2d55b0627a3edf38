import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as checkFacts from "../../../src/sandbox/check-facts.ts";
import type * as compileInChild from "../../../src/sandbox/compile-in-child.ts";
import type * as sandbox from "../../../src/sandbox/sandbox.ts";
import type * as traceEpisode from "../../../src/sandbox/trace-episode.ts";

/** The service's own sources. */
export const SOURCES = fileURLToPath(new URL("../../../src", import.meta.url));

/** In the checkout, where packages are found; git leaves it out. */
const COPIES = fileURLToPath(new URL("../../../.peeled/", import.meta.url));

/** What a host needs of the sandbox. */
export type Sources = Pick<typeof compileInChild, "compileInChild"> &
  Pick<typeof checkFacts, "checkFacts" | "FINE_GRID"> &
  Pick<typeof sandbox, "openSandbox"> &
  Pick<typeof traceEpisode, "traceEpisode">;

/** Loads the sandbox from `src`, or from a copy of it. */
export async function loadSources(folder: string): Promise<Sources> {
  const load = async (file: string): Promise<unknown> =>
    import(pathToFileURL(join(folder, "sandbox", file)).href);
  const { compileInChild: compile } = (await load("compile-in-child.ts")) as typeof compileInChild;
  const { checkFacts: check, FINE_GRID } = (await load("check-facts.ts")) as typeof checkFacts;
  const { openSandbox } = (await load("sandbox.ts")) as typeof sandbox;
  const { traceEpisode: trace } = (await load("trace-episode.ts")) as typeof traceEpisode;
  return {
    compileInChild: compile,
    checkFacts: check,
    FINE_GRID,
    openSandbox,
    traceEpisode: trace,
  };
}

/** Copies sources to a new folder, from where they run like the originals. @returns the copy of `src`. */
export function copySources(from: string): string {
  mkdirSync(COPIES, { recursive: true });
  const parent = mkdtempSync(join(COPIES, "copy-"));
  cpSync(from, join(parent, "src"), { recursive: true });
  // The one that a child may read; the checkout's lies further up.
  writeFileSync(join(parent, "package.json"), '{ "type": "module" }\n');
  return join(parent, "src");
}

/** Removes such a copy. */
export function removeSources(copy: string): void {
  rmSync(join(copy, ".."), { recursive: true, force: true });
}
