import { readOrCreateCredentials } from "../stack/credentials.ts";
import { readStackStatus } from "../stack/read-stack-status.ts";
import type { OnStackEvent } from "../stack/stack-event.ts";
import { stackFiles } from "../stack/stack-files.ts";
import type { PortName } from "../stack/stack-state.ts";
import { databaseUrls, type RunningStack, startStack } from "../stack/start-stack.ts";
import { ensureRoles } from "../store/ensure-roles.ts";
import { migrate } from "../store/migrate.ts";
import type { Config } from "./config.ts";
import type { ServiceAddresses } from "./service-addresses.ts";
import { serviceChildren } from "./service-children.ts";

export interface ServiceOptions {
  readonly projectDir: string;
  readonly config: Config;
  /** Ports that must be these; the others are chosen once and remembered. */
  readonly ports?: Readonly<Partial<Record<PortName, number>>>;
  readonly onEvent: OnStackEvent;
  /** Ends a start that is under way; a stack that is up is ended by `stop`. */
  readonly signal: AbortSignal;
}

/** The whole service on this machine, with this process as its supervisor. */
export interface RunningServices extends ServiceAddresses {
  /** Stops everything in reverse order. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts Postgres and Temporal, brings roles and schema up to date, and starts the workers and the API.
 *
 * @throws DomainError SETUP_FAILED; whatever had been started is stopped again.
 */
export async function startServices(options: ServiceOptions): Promise<RunningServices> {
  const { projectDir, config, ports = {}, onEvent, signal } = options;
  const stack = await startStack({
    projectDir,
    environment: config.environment,
    databaseUrl: config.databaseUrl,
    temporalAddress: config.temporalAddress,
    ports,
    onEvent,
  });
  const stop = () => void stack.stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    await prepareDatabase(stack, onEvent);
    const { worker, heldOutWorker, api } = serviceChildren(stack, config);
    // Together: each takes a second or two to load, and none needs another to become ready.
    await Promise.all([worker, heldOutWorker, api].map((child) => stack.start(child)));
    signal.throwIfAborted();
  } catch (error) {
    await stack.stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
  return {
    apiUrl: `http://127.0.0.1:${stack.apiPort}`,
    uiUrl: stack.temporalUiUrl,
    temporalAddress: stack.temporalAddress,
    ownerUrl: stack.databaseUrl("owner"),
    stop: stack.stop,
  };
}

/** The project's stack when its API answers; undefined when it is down, or only on its way. */
export async function findRunningStack(
  projectDir: string,
  config: Config,
): Promise<ServiceAddresses | undefined> {
  const { supervisorPid, children, ports } = await readStackStatus(projectDir);
  const isUp = children.some(({ name, healthy }) => name === "api" && healthy);
  if (supervisorPid === null || !isUp || ports.api === undefined) return undefined;
  const isEmbedded = (name: string) =>
    children.some((child) => child.name === name && child.healthy);
  const hasTemporal = isEmbedded("temporal");
  const passwords = readOrCreateCredentials(stackFiles(projectDir).credentialsDir);
  const external = isEmbedded("postgres") ? undefined : config.databaseUrl;
  return {
    apiUrl: `http://127.0.0.1:${ports.api}`,
    uiUrl: hasTemporal ? `http://127.0.0.1:${ports.temporalUi}` : undefined,
    temporalAddress: hasTemporal
      ? `127.0.0.1:${ports.temporal}`
      : (config.temporalAddress ?? "unknown"),
    ownerUrl: databaseUrls(external, ports.postgres ?? 0, passwords)("owner"),
  };
}

async function prepareDatabase(stack: RunningStack, onEvent: OnStackEvent): Promise<void> {
  const ownerUrl = stack.databaseUrl("owner");
  // An owner elsewhere keeps the password that its connection has.
  const owner = decodeURIComponent(new URL(ownerUrl).password);
  await ensureRoles(ownerUrl, { ...stack.passwords, owner });
  const migrations = await migrate(ownerUrl);
  if (migrations.length === 0) return;
  onEvent({ type: "notice", message: `database: migrated (${migrations.join(", ")})` });
}
