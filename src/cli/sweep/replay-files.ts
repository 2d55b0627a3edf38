import { availableParallelism } from "node:os";
import { DomainError } from "../../domain/errors.ts";
import type { CommandContext } from "../command-context.ts";
import { cpuSeconds } from "../cpu-seconds.ts";
import { EXIT } from "../exit-codes.ts";
import { createProgressReporter } from "../render/progress-reporter.ts";
import { withSandbox } from "../with-sandbox.ts";
import { admitControllers, type AdmittedController } from "./admit-controllers.ts";
import { playSweep, type SweepOutcome } from "./play-sweep.ts";
import { readControllers } from "./read-controllers.ts";
import { renderReplay } from "./render-replay.ts";
import { replayDocument } from "./replay-document.ts";
import { withEnvironments } from "./with-environments.ts";

/** What `replay` was told, parsed. */
export interface ReplayOptions {
  readonly environment: readonly string[];
  readonly beta: readonly number[];
  readonly permutations: number;
  readonly answers: string;
  /** Seconds. */
  readonly deadline: number;
  readonly json?: true;
}

/** Sweeps controllers over environment files and prints all of it, or nothing but why not. */
export async function replayFiles(
  names: readonly string[],
  options: ReplayOptions,
  context: CommandContext,
): Promise<void> {
  const started = { at: performance.now(), cpu: cpuSeconds() ?? 0 };
  requireExactAnswers(options.answers);
  const { controllers, outcome } = await playInSandbox(names, options, context);
  if (outcome.kind === "failed") {
    context.complain(`${outcome.reason}\nNothing is shown: a sweep is complete or it is none.`);
    context.endWith(EXIT.failed);
    return;
  }
  const cpu = cpuSeconds();
  const document = replayDocument(controllers, outcome.cells, {
    permutations: [0, options.permutations],
    wallSeconds: roundedSeconds((performance.now() - started.at) / 1000),
    cpuSeconds: cpu === null ? null : roundedSeconds(cpu - started.cpu),
  });
  if (options.json === true) context.printJson(document);
  else context.print(renderReplay(document, context.terminal));
}

async function playInSandbox(
  names: readonly string[],
  { environment: files, beta: betas, permutations: count, deadline }: ReplayOptions,
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

function requireExactAnswers(mode: string): void {
  if (mode === "exact") return;
  const reason =
    mode === "normalised"
      ? "this version compares answers as exact texts only"
      : "there is no such mode";
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot compare answers by --answers ${mode}: ${reason}. Leave it out, or write exact.`,
  );
}

function roundedSeconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
