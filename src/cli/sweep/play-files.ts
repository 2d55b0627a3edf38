import { availableParallelism } from "node:os";
import type { EpisodeRules } from "../../domain/episode-rules.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import type { CommandContext } from "../command-context.ts";
import { createProgressReporter } from "../render/progress-reporter.ts";
import { type RulesOptions, rulesOf } from "../rules-of.ts";
import { withSandbox } from "../with-sandbox.ts";
import { admitControllers, type AdmittedController } from "./admit-controllers.ts";
import { type EnvironmentFlip, findFlips } from "./find-flips.ts";
import { playSweep, type SweepOutcome } from "./play-sweep.ts";
import { readControllers } from "./read-controllers.ts";
import { withEnvironments } from "./with-environments.ts";

/** What a sweep of files is told. */
export interface PlayOptions extends RulesOptions {
  readonly environment: readonly string[];
  readonly beta: readonly number[];
  readonly permutations: number;
  /** How answers compare; exactly where nothing is said. */
  readonly answers?: readonly AnswerMode[];
  /** Seconds that one controller may take for one β of one shard. */
  readonly deadline: number;
}

/** What came of a sweep of files. */
export interface PlayedFiles {
  readonly controllers: readonly AdmittedController[];
  readonly rules: EpisodeRules;
  readonly outcome: SweepOutcome;
  /** What normalising changes; `null` unless both answer modes were asked for. */
  readonly flips: readonly EnvironmentFlip[] | null;
}

/**
 * Sweeps CONTROLLER arguments over environment files, in a sandbox with a child for each core.
 *
 * @throws DomainError where a controller or a file cannot be had; nothing has been played then.
 */
export async function playFiles(
  names: readonly string[],
  options: PlayOptions,
  { config, signal, stderr, errorTerminal, workingDir }: CommandContext,
): Promise<PlayedFiles> {
  const { environment: files, beta: betas, deadline, answers = ["exact"] } = options;
  const permutations = [0, options.permutations] as const;
  const rules = rulesOf(options);
  const sources = readControllers(names, workingDir);
  const showProgress = (total: number) =>
    createProgressReporter(stderr, { label: "replay", total }, errorTerminal, () =>
      performance.now(),
    );
  const children = availableParallelism();
  const setting = { workingDir, cacheDir: config.cacheDir, permutations, answers };
  return withSandbox({ children, deadlineMs: deadline * 1000, signal }, (sandbox) => {
    // Sources are checked in other processes: meanwhile this one reads the files.
    const admitting = admitControllers(sandbox, sources);
    // A file that cannot be read ends both, and then this is told to nobody.
    admitting.catch(() => {});
    return withEnvironments(files, setting, async (environments) => {
      const controllers = await admitting;
      const outcome = await playSweep(sandbox, {
        controllers,
        environments,
        betas,
        permutations,
        rules,
        shardsAtOnce: children + 1,
        signal,
        showProgress,
      });
      const flips = answers.length > 1 ? await findFlips(environments) : null;
      return { controllers, rules, outcome, flips };
    });
  });
}
