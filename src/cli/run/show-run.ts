import type { CommandContext } from "../command-context.ts";
import { connectService, runPageOf } from "../connect-service.ts";
import { readRunView } from "./read-run-view.ts";
import { renderRun } from "./render-run.ts";

/** What `run show` was told. */
export interface ShowOptions {
  readonly json?: true;
}

/** Shows a run as it stands. */
export async function showRun(
  id: string,
  { json }: ShowOptions,
  context: CommandContext,
): Promise<void> {
  const connection = await connectService(context);
  const view = await readRunView(connection.client, id);
  if (json === true) return context.printJson(view);
  context.print(renderRun(view, context.terminal));
  const page = runPageOf(connection, id);
  if (page !== undefined) context.note(`\nTemporal UI  ${page}`);
}
