import { glob } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DomainError } from "../../domain/errors.ts";
import { bundledEnvironments } from "../../environments/bundled-environments.ts";
import {
  type EnvironmentSource,
  sourceFromFile,
  sourceFromMemory,
} from "../environment/environment-source.ts";

/** Where the data of a quickstart come from. */
export interface DataOptions {
  readonly data?: string;
  readonly search: string;
  readonly heldOut: string;
}

/** What a quickstart searches on and judges on. */
export interface ChosenEnvironments {
  readonly search: readonly EnvironmentSource[];
  readonly heldOut: readonly EnvironmentSource[];
  /** JSON files of the folder that neither pattern matches. */
  readonly left: readonly string[];
}

/**
 * The files of a folder by their patterns, each read and checked; without a folder the bundled environments.
 *
 * @throws DomainError INVALID_INPUT or INVALID_ENVIRONMENT
 */
export async function chooseEnvironments(
  { data, search, heldOut }: DataOptions,
  workingDir: string,
): Promise<ChosenEnvironments> {
  if (data === undefined) {
    return {
      search: bundledEnvironments("search").map(sourceFromMemory),
      heldOut: bundledEnvironments("held-out").map(sourceFromMemory),
      left: [],
    };
  }
  const dir = resolve(workingDir, data);
  const all = await filesIn(dir, "**/*.json{,.gz}");
  const toSearch = await filesIn(dir, search);
  const toHoldOut = await filesIn(dir, heldOut);
  const there = all.length === 0 ? "it has no JSON files" : `it has ${all.slice(0, 10).join(", ")}`;
  if (toSearch.length === 0) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot search on ${data}: no file matches ${search}; ${there}. Name yours with --search and --held-out.`,
    );
  }
  const both = toSearch.filter((file) => toHoldOut.includes(file));
  if (both.length > 0) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot both search and judge on ${both.join(", ")}: --search ${search} and --held-out ${heldOut} match it. Make them match different files.`,
    );
  }
  const chosen = new Set([...toSearch, ...toHoldOut]);
  return {
    search: await readAll(dir, toSearch),
    heldOut: await readAll(dir, toHoldOut),
    left: all.filter((file) => !chosen.has(file)),
  };
}

/** Paths within the folder, sorted. */
async function filesIn(dir: string, pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of glob(pattern, { cwd: dir, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    found.push(join(entry.parentPath, entry.name).slice(dir.length + 1));
  }
  return found.toSorted();
}

async function readAll(dir: string, files: readonly string[]): Promise<EnvironmentSource[]> {
  const sources: EnvironmentSource[] = [];
  for (const file of files) sources.push(await sourceFromFile(join(dir, file), file));
  return sources;
}
