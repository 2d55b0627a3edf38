import type { CommandContext } from "../command-context.ts";
import { connectService, runPageOf } from "../connect-service.ts";

/** What `run resume` was told. */
export interface ResumeOptions {
  readonly json?: true;
}

/** Queues a failed or cancelled run again. */
export async function resumeRun(
  id: string,
  { json }: ResumeOptions,
  context: CommandContext,
): Promise<void> {
  const connection = await connectService(context);
  const run = await connection.client.resumeRun(id);
  if (json === true) return context.printJson(run);
  const page = runPageOf(connection, id);
  context.print(
    [
      `Run ${id} is ${run.state} again.`,
      `  follow it    autotts run watch ${id}`,
      ...(page === undefined ? [] : [`  Temporal UI  ${page}`]),
    ].join("\n"),
  );
}
