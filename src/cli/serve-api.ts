import { buildApi } from "../api/build-api.ts";
import { connectTemporal } from "../api/connect-temporal.ts";
import { shippedController } from "../activities/shipped-controllers.ts";
import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import { openStore } from "../store/store.ts";
import type { CommandContext } from "./command-context.ts";
import { databaseUrlOf } from "./config.ts";
import { untilAborted } from "./until-aborted.ts";

const PORT_MAX = 65_535;

/** Where the API listens. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
}

/** Serves the API until it is asked to stop. */
export async function serveApi(
  { host, port }: ServeOptions,
  { config, signal, print }: Pick<CommandContext, "config" | "signal" | "print">,
): Promise<void> {
  if (config.temporalAddress === undefined) {
    throw new DomainError(
      "INVALID_INPUT",
      "Cannot serve the API: TEMPORAL_ADDRESS is not set. Set it to host:port of the Temporal server.",
    );
  }
  if (!Number.isInteger(port) || port < 1 || port > PORT_MAX) {
    const message = `Cannot serve the API on port ${port}: API_PORT must be a whole number from 1 to ${PORT_MAX}.`;
    throw new DomainError("INVALID_INPUT", message);
  }
  const url = databaseUrlOf(config, "api");
  const store = openStore({ url, applicationName: "autotts api", poolSize: 10 });
  const temporal = connectTemporal(config.temporalAddress, "default");
  const api = buildApi({
    store,
    temporal,
    resolveShipped: shippedController,
    logger: { level: "warn" },
  });
  try {
    const address = await api.listen({ host, port });
    print(`autotts api listens on ${address}`);
    await untilAborted(signal);
  } catch (error) {
    if (systemErrorCode(error) !== "EADDRINUSE") throw error;
    const message = `Cannot serve the API on ${host}:${port}: another program uses this port. Choose another one with --port.`;
    throw new DomainError("SETUP_FAILED", message, { cause: error });
  } finally {
    await api.close();
    await temporal.close();
    await store.close();
  }
}
