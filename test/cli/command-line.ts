import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Environment, readConfig } from "../../src/cli/config.ts";
import { runCli } from "../../src/cli/run-cli.ts";

/** What a command line came to. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command line runs: this checkout and nothing in the environment, unless said otherwise. */
export interface Around {
  readonly workingDir?: string;
  readonly environment?: Environment;
  readonly signal?: AbortSignal;
}

/** Runs a command line in this process, with pipes for streams. */
export async function runCommandLine(args: readonly string[], around: Around = {}): Promise<Ended> {
  const { workingDir = process.cwd(), environment = { LANG: "C.UTF-8" } } = around;
  const said = { stdout: "", stderr: "" };
  const exitCode = await runCli(args, {
    config: readConfig(environment),
    workingDir,
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    signal: around.signal ?? new AbortController().signal,
  });
  return { exitCode, ...said };
}

/** A folder of its own for some work, removed after it. */
export async function inScratchDir<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "autotts-cli-"));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
