import type { CommandContext } from "../command-context.ts";
import { connectService, type ServiceConnection } from "../connect-service.ts";
import { EXIT } from "../exit-codes.ts";
import { followRun } from "./follow-run.ts";
import { readRunView, type RunView } from "./read-run-view.ts";
import { renderRun } from "./render-run.ts";
import { createRunReporter } from "./run-reporter.ts";

/** What `run watch` was told. */
export interface WatchOptions {
  readonly json?: boolean;
}

const PAUSE_MS = 500;
const OUTAGE_MS_MAX = 60_000;

/** Follows a run to its end and shows what it came to. */
export async function watchRun(
  id: string,
  options: WatchOptions,
  context: CommandContext,
): Promise<void> {
  await watchTo(await connectService(context), id, options, context);
}

/** The same, over a connection that is there. */
export async function watchTo(
  connection: ServiceConnection,
  id: string,
  { json }: WatchOptions,
  context: CommandContext,
): Promise<void> {
  const view = await watchToEnd(connection, id, context);
  if (view === undefined) {
    context.note(`Run ${id} goes on. Come back with: autotts run watch ${id}`);
    return context.endWith(EXIT.interrupted);
  }
  if (view.run.state !== "completed") context.endWith(EXIT.failed);
  if (json === true) context.printJson(view);
  else context.print(`\n${renderRun(view, context.terminal)}`);
}

/** Reports progress on stderr. @returns the run as it ended, or `undefined` when asked to leave before. */
export async function watchToEnd(
  { client }: ServiceConnection,
  id: string,
  context: CommandContext,
): Promise<RunView | undefined> {
  const { signal, stderr, errorTerminal } = context;
  const reporter = createRunReporter(stderr, errorTerminal, Date.now);
  try {
    const run = await followRun(client, id, {
      onNews: reporter.update,
      onOutage: ({ message }) => {
        reporter.finish();
        context.note(`${message} Trying again for ${OUTAGE_MS_MAX / 1000} s.`);
      },
      signal,
      pauseMs: PAUSE_MS,
      outageMsMax: OUTAGE_MS_MAX,
    });
    return run === undefined ? undefined : await readRunView(client, id);
  } finally {
    reporter.finish();
  }
}
