import { availableParallelism } from "node:os";
import type { CommandContext } from "../command-context.ts";
import { createProgressReporter } from "../render/progress-reporter.ts";
import { withSandbox } from "../with-sandbox.ts";
import { admitControllers, type AdmittedController } from "./admit-controllers.ts";
import { playSweep, type SweepOutcome } from "./play-sweep.ts";
import { readControllers } from "./read-controllers.ts";
import { withEnvironments } from "./with-environments.ts";

/** What a sweep of files is told. */
export interface PlayOptions {
  readonly environment: readonly string[];
  readonly beta: readonly number[];
  readonly permutations: number;
  /** Seconds that one controller may take for one β of one shard. */
  readonly deadline: number;
}

/**
 * Sweeps CONTROLLER arguments over environment files, in a sandbox with a child for each core.
 *
 * @throws DomainError where a controller or a file cannot be had; nothing has been played then.
 */
export async function playFiles(
  names: readonly string[],
  { environment: files, beta: betas, permutations: count, deadline }: PlayOptions,
  { signal, stderr, errorTerminal, workingDir }: CommandContext,
): Promise<{ controllers: readonly AdmittedController[]; outcome: SweepOutcome }> {
  const permutations = [0, count] as const;
  const sources = readControllers(names, workingDir);
  const showProgress = (total: number) =>
    createProgressReporter(stderr, { label: "replay", total }, errorTerminal, () =>
      performance.now(),
    );
  const children = availableParallelism();
  return withEnvironments(files, { workingDir, permutations }, (environments) =>
    withSandbox({ children, deadlineMs: deadline * 1000, signal }, async (sandbox) => {
      const controllers = await admitControllers(sandbox, sources);
      const outcome = await playSweep(sandbox, {
        controllers,
        environments,
        betas,
        permutations,
        shardsAtOnce: children + 1,
        signal,
        showProgress,
      });
      return { controllers, outcome };
    }),
  );
}
