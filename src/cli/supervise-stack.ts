import type { CommandContext } from "./command-context.ts";
import { paint } from "./render/paint.ts";
import { addressLines } from "./service-addresses.ts";
import { findRunningStack, startServices } from "./service-stack.ts";
import { untilAborted } from "./until-aborted.ts";

/** What `up` was told. */
export interface UpOptions {
  readonly apiPort?: number;
  readonly postgresPort?: number;
  readonly temporalPort?: number;
  readonly temporalUiPort?: number;
}

/** Runs the service in the foreground until it is asked to end. */
export async function superviseStack(options: UpOptions, context: CommandContext): Promise<void> {
  const { config, projectDir, signal } = context;
  const present = await findRunningStack(projectDir, config);
  if (present !== undefined) {
    context.print(
      ["The stack of this project is up already.", ...addressLines(present)].join("\n"),
    );
    return;
  }
  const { apiPort, postgresPort, temporalPort, temporalUiPort } = options;
  const services = await startServices({
    projectDir,
    config,
    ports: {
      ...(apiPort === undefined ? {} : { api: apiPort }),
      ...(postgresPort === undefined ? {} : { postgres: postgresPort }),
      ...(temporalPort === undefined ? {} : { temporal: temporalPort }),
      ...(temporalUiPort === undefined ? {} : { temporalUi: temporalUiPort }),
    },
    onEvent: ({ message }) => context.note(paint(message, "dim", context.errorTerminal)),
    signal,
  });
  context.print(["", "Up.", ...addressLines(services), "", "Ctrl-C stops it."].join("\n"));
  await untilAborted(signal);
  context.note("Stopping the stack.");
  await services.stop();
}
