import type { CommandContext } from "../command-context.ts";
import { cpuSeconds } from "../cpu-seconds.ts";
import { EXIT } from "../exit-codes.ts";
import { type PlayOptions, playFiles } from "./play-files.ts";
import { renderReplay } from "./render-replay.ts";
import { replayDocument } from "./replay-document.ts";

/** What `replay` was told, parsed. */
export interface ReplayOptions extends PlayOptions {
  readonly json?: true;
}

/** Sweeps controllers over environment files and prints all of it, or nothing but why not. */
export async function replayFiles(
  names: readonly string[],
  options: ReplayOptions,
  context: CommandContext,
): Promise<void> {
  const started = { at: performance.now(), cpu: cpuSeconds() ?? 0 };
  const { controllers, rules, outcome, flips } = await playFiles(names, options, context);
  if (outcome.kind === "failed") {
    context.complain(`${outcome.reason}\nNothing is shown: a sweep is complete or it is none.`);
    context.endWith(EXIT.failed);
    return;
  }
  const cpu = cpuSeconds();
  const document = replayDocument(controllers, outcome.cells, {
    permutations: [0, options.permutations],
    rules,
    wallSeconds: roundedSeconds((performance.now() - started.at) / 1000),
    cpuSeconds: cpu === null ? null : roundedSeconds(cpu - started.cpu),
    ...(flips === null ? {} : { flips }),
  });
  if (options.json === true) context.printJson(document);
  else context.print(renderReplay(document, context.terminal));
}

function roundedSeconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
