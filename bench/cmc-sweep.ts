import { admitControllers } from "../src/cli/sweep/admit-controllers.ts";
import { playSweep } from "../src/cli/sweep/play-sweep.ts";
import { readControllers } from "../src/cli/sweep/read-controllers.ts";
import { type SweptEnvironment, withEnvironments } from "../src/cli/sweep/with-environments.ts";
import { withSandbox } from "../src/cli/with-sandbox.ts";
import { DEFAULT_RULES } from "../src/domain/episode-rules.ts";
import type { Sandbox } from "../src/sandbox/sandbox.ts";

/** The sweep that is measured: CMC at these βs, this many permutations each. */
export const BETAS: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
export const PERMUTATIONS = 100;

/** CMC in a sandbox that was just opened. */
export interface CmcSweep {
  readonly sandbox: Sandbox;
  readonly code: string;
  /** Plays every episode at these βs. @throws Error when the sweep fails: its time would say nothing. */
  readonly play: (betas: readonly number[]) => Promise<void>;
}

/** Opens environment files for some work, as a sweep without a cache does. */
export function withBenchEnvironments<T>(
  files: readonly string[],
  work: (environments: readonly SweptEnvironment[]) => Promise<T>,
): Promise<T> {
  const setting = {
    workingDir: process.cwd(),
    cacheDir: undefined,
    permutations: [0, PERMUTATIONS],
    answers: ["exact"],
  } as const;
  return withEnvironments(files, setting, work);
}

/** Opens a sandbox of so many children for some work, and admits CMC to it. */
export function withCmcSweep<T>(
  children: number,
  environments: readonly SweptEnvironment[],
  work: (sweep: CmcSweep) => Promise<T>,
): Promise<T> {
  const { signal } = new AbortController();
  return withSandbox({ children, signal }, async (sandbox) => {
    const controllers = await admitControllers(sandbox, readControllers(["cmc"], process.cwd()));
    const { code } = controllers[0]!;
    const play = async (betas: readonly number[]): Promise<void> => {
      const outcome = await playSweep(sandbox, {
        controllers,
        environments,
        betas,
        permutations: [0, PERMUTATIONS],
        rules: DEFAULT_RULES,
        shardsAtOnce: children + 1,
        signal,
        showProgress: () => ({ update() {}, finish() {} }),
      });
      if (outcome.kind === "failed") throw new Error(outcome.reason);
    };
    return work({ sandbox, code, play });
  });
}
