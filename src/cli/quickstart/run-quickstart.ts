import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { shippedController } from "../../activities/shipped-controllers.ts";
import type { ApiClient } from "../../api/client.ts";
import type { RunPage } from "../../schemas/run.ts";
import type { CommandContext } from "../command-context.ts";
import { connectionTo, runPageOf, type ServiceConnection } from "../connect-service.ts";
import { EXIT } from "../exit-codes.ts";
import { formatDuration } from "../render/format-duration.ts";
import { paint } from "../render/paint.ts";
import { renderRuns } from "../run/list-runs.ts";
import type { RunView } from "../run/read-run-view.ts";
import { renderRun } from "../run/render-run.ts";
import { watchToEnd } from "../run/watch-run.ts";
import type { ServiceAddresses } from "../service-addresses.ts";
import { findRunningStack, startServices } from "../service-stack.ts";
import { untilAborted } from "../until-aborted.ts";
import { bringIn } from "./bring-in.ts";
import {
  chooseEnvironments,
  type ChosenEnvironments,
  type DataOptions,
} from "./choose-environments.ts";
import { QUICKSTART_CONTROLLERS, quickstartSpec } from "./quickstart-spec.ts";

/** What `quickstart` was told. */
export interface QuickstartOptions extends DataOptions {
  readonly rounds: number;
  readonly exit?: true;
  readonly json?: true;
}

const EARLIER_RUNS_SHOWN = 5;

/** From nothing to a finished run: services, data, discovery, result. */
export async function runQuickstart(
  options: QuickstartOptions,
  context: CommandContext,
): Promise<void> {
  const startedAt = performance.now();
  // First: a file that is wrong is better told before anything is started.
  const chosen = await chooseEnvironments(options, context.workingDir);
  for (const file of chosen.left) context.note(`${file} is left alone.`);
  const services = await openServices(context);
  try {
    context.note(`Up after ${formatDuration(performance.now() - startedAt)}.\n`);
    const completed = await discover(services, chosen, options, context);
    context.note(`\nThat took ${formatDuration(performance.now() - startedAt)} in all.`);
    if (!completed) context.endWith(context.signal.aborted ? EXIT.interrupted : EXIT.failed);
    if (options.exit !== true && services.stop !== undefined && !context.signal.aborted) {
      context.note("Everything stays up until Ctrl-C.");
      await untilAborted(context.signal);
    }
  } finally {
    if (services.stop !== undefined) context.note("Stopping the stack.");
    await services.stop?.();
  }
}

interface Services extends ServiceAddresses {
  /** Undefined for a stack that somebody else has started: it stays as it is. */
  readonly stop?: () => Promise<void>;
}

async function openServices(context: CommandContext): Promise<Services> {
  const { projectDir, config, signal } = context;
  const running = await findRunningStack(projectDir, config);
  if (running !== undefined) {
    context.note("The stack of this project is up already.");
    return running;
  }
  return startServices({
    projectDir,
    config,
    onEvent: ({ message }) => context.note(paint(message, "dim", context.errorTerminal)),
    signal,
  });
}

/** Runs the discovery and shows it. @returns whether it completed. */
async function discover(
  services: Services,
  chosen: ChosenEnvironments,
  { rounds, json }: QuickstartOptions,
  context: CommandContext,
): Promise<boolean> {
  const connection = connectionTo(services);
  const { client } = connection;
  const earlier = (await client.listRuns({ limit: EARLIER_RUNS_SHOWN })).items;
  const names = await bringIn(chosen, client, services.ownerUrl, (line) => context.note(line));
  const sources = QUICKSTART_CONTROLLERS.slice(0, rounds).map(shippedController);
  const { id } = await client.createRun(quickstartSpec(names, sources));
  context.note(`\nRun ${id}: ${rounds} rounds, a controller each.`);
  const view = await watchToEnd(connection, id, context);
  if (view === undefined) {
    context.note(`Run ${id} goes on when the stack is up again.`);
    return false;
  }
  const winnerFile = await saveWinner(view, client, context.projectDir);
  if (json === true) {
    const { apiUrl, uiUrl = null } = services;
    context.printJson({ apiUrl, uiUrl, winnerFile, earlierRuns: earlier, ...view });
  } else {
    context.print(`\n${renderRun(view, context.terminal)}`);
    context.print(
      `\n${renderEarlier(earlier, context)}${whereNext(services, connection, id, winnerFile, context)}`,
    );
  }
  return view.run.state === "completed";
}

/** Keeps the best controller's source as a file, to read and to replay. */
async function saveWinner(
  { run, curves }: RunView,
  client: Pick<ApiClient, "readController">,
  projectDir: string,
): Promise<string | null> {
  const best = curves.find(({ role }) => role === "best");
  if (best === undefined) return null;
  const { source } = await client.readController(best.controllerHash);
  const dir = join(projectDir, ".autotts", "winners");
  await mkdir(dir, { recursive: true });
  const file = join(dir, `${run.id}.ts`);
  await writeFile(file, source);
  return file;
}

function renderEarlier(earlier: RunPage["items"], { terminal }: CommandContext): string {
  if (earlier.length === 0) return "";
  return `${paint("Earlier runs", "bold", terminal)}\n${renderRuns(earlier, terminal)}\n\n`;
}

function whereNext(
  { apiUrl }: ServiceAddresses,
  connection: ServiceConnection,
  runId: string,
  winnerFile: string | null,
  { terminal, workingDir }: CommandContext,
): string {
  const page = runPageOf(connection, runId);
  const winner = winnerFile === null ? undefined : relative(workingDir, winnerFile);
  return [
    paint("Where to look next", "bold", terminal),
    `  the run          autotts run show ${runId}`,
    ...(winner === undefined ? [] : [`  its best source  ${winner}`]),
    ...(page === undefined ? [] : [`  in Temporal      ${page}`]),
    `  over HTTP        ${apiUrl}/v1/runs/${runId}`,
  ].join("\n");
}
