import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { type DatabaseRole, databaseUser } from "../domain/database-roles.ts";
import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import { claimPort } from "./claim-port.ts";
import { type Passwords, readOrCreateCredentials } from "./credentials.ts";
import { endOrphans } from "./end-orphans.ts";
import { DATABASE_NAME } from "./postgres-cluster.ts";
import { postgresServer, preparePostgres } from "./postgres-server.ts";
import { serviceAccounts } from "./service-accounts.ts";
import { type StackFiles, stackFiles } from "./stack-files.ts";
import type { OnStackEvent } from "./stack-event.ts";
import { acquireLock } from "./stack-lock.ts";
import { type PortName, readState, updateState } from "./stack-state.ts";
import { type ChildSpec, SupervisedChild } from "./supervised-child.ts";
import type { SystemAccount } from "./system-account.ts";
import { findTemporalBinary } from "./temporal-binary.ts";
import { temporalServer } from "./temporal-server.ts";

export interface StackOptions {
  readonly projectDir: string;
  /** Where programs are looked for, and what pip needs to reach its index. Services do not get it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The owner's connection to a Postgres that runs elsewhere; replaces the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** A Temporal server that runs elsewhere, as host:port; replaces the dev server. */
  readonly temporalAddress?: string | undefined;
  /** Ports that must be these; the others are chosen once and remembered. */
  readonly ports?: Readonly<Partial<Record<PortName, number>>>;
  readonly onEvent?: OnStackEvent;
}

/** A stack with this process as its supervisor. Postgres and Temporal are ready. */
export interface RunningStack {
  /** The connection of a role. Only the owner's works until migrations have made the other roles. */
  readonly databaseUrl: (role: DatabaseRole) => string;
  readonly passwords: Passwords;
  readonly temporalAddress: string;
  /** Undefined when Temporal runs elsewhere. */
  readonly temporalUiUrl: string | undefined;
  readonly apiPort: number;
  /** Whom the service of this role must run as; undefined: as this process. */
  readonly account: (role: DatabaseRole) => SystemAccount | undefined;
  /** Starts one more child, kept running until the stack stops; settles when it is ready. */
  readonly start: (spec: ChildSpec) => Promise<void>;
  /** Stops the children in reverse order and gives the project back. Repeated calls are one. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts Postgres, then Temporal, unless they run elsewhere, after ending what a killed supervisor
 * left behind.
 *
 * @throws {DomainError} SETUP_FAILED; whatever had been started is stopped again.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const files = stackFiles(options.projectDir);
  const onEvent = options.onEvent ?? (() => undefined);
  makeStackDir(files);
  const unlock = acquireLock(files.lock);
  const children: SupervisedChild[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopAll(children, unlock));
  try {
    await endOrphans(files, onEvent);
    const ports = await claimPorts(files, options, onEvent);
    const passwords = readOrCreateCredentials(files.credentialsDir);
    const start = async (spec: ChildSpec): Promise<void> => {
      if (stopped !== undefined)
        throw new Error(`Cannot start ${spec.name}: the stack is stopping`);
      const child = superviseChild(files, spec, onEvent);
      children.push(child);
      await child.start();
    };
    if (options.databaseUrl === undefined) {
      const { postgresDir } = readState(files.state);
      const cluster = await preparePostgres(files, postgresDir, passwords.owner, onEvent);
      updateState(files.state, (state) => ({ ...state, postgresDir: cluster.dataDir }));
      await start(postgresServer(cluster, ports.postgres));
    }
    if (options.temporalAddress === undefined) await startTemporal(files, options, ports, start);
    return {
      databaseUrl: databaseUrls(options.databaseUrl, ports.postgres, passwords),
      passwords,
      temporalAddress: options.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
      temporalUiUrl:
        options.temporalAddress === undefined ? `http://127.0.0.1:${ports.temporalUi}` : undefined,
      apiPort: ports.api,
      account: serviceAccounts(files, onEvent),
      start,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function makeStackDir(files: StackFiles): void {
  try {
    mkdirSync(files.dir, { recursive: true });
    // Service accounts pass through to what is theirs; nobody else lists what is there.
    chmodSync(files.dir, 0o711);
  } catch (error) {
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot use ${files.dir} for the stack's files: ${systemErrorCode(error) ?? String(error)}. Run as the user who owns the project directory.`,
      { cause: error },
    );
  }
}

function superviseChild(files: StackFiles, spec: ChildSpec, onEvent: OnStackEvent) {
  return new SupervisedChild(spec, {
    logPath: join(files.logsDir, `${spec.name}.log`),
    onEvent,
    record: (child) =>
      updateState(files.state, (state) => ({
        ...state,
        children: { ...state.children, [spec.name]: child },
      })),
  });
}

async function stopAll(children: readonly SupervisedChild[], unlock: () => void): Promise<void> {
  for (const child of children.toReversed()) await child.stop();
  unlock();
}

async function claimPorts(
  files: StackFiles,
  options: StackOptions,
  onEvent: OnStackEvent,
): Promise<Record<PortName, number>> {
  const remembered = readState(files.state).ports;
  const taken = new Set<number>();
  const claim = async (name: PortName): Promise<number> => {
    const given = { fixed: options.ports?.[name], remembered: remembered[name], taken };
    const { port, movedFrom } = await claimPort(name, given);
    taken.add(port);
    if (movedFrom !== undefined)
      onEvent({
        type: "port-moved",
        message: `${name}: port ${movedFrom} is in use by another program; now ${port}`,
      });
    return port;
  };
  const ports = {
    postgres: await claim("postgres"),
    temporal: await claim("temporal"),
    temporalUi: await claim("temporalUi"),
    api: await claim("api"),
  };
  updateState(files.state, (state) => ({ ...state, ports }));
  return ports;
}

async function startTemporal(
  files: StackFiles,
  options: StackOptions,
  ports: Record<PortName, number>,
  start: RunningStack["start"],
): Promise<void> {
  const binary = await findTemporalBinary(files, options.environment);
  updateState(files.state, (state) => ({ ...state, temporal: binary.source }));
  options.onEvent?.({
    type: "notice",
    child: "temporal",
    message: `temporal: using ${binary.source}`,
  });
  mkdirSync(files.temporalDataDir, { recursive: true, mode: 0o700 });
  await start(
    temporalServer(binary.path, {
      port: ports.temporal,
      uiPort: ports.temporalUi,
      databaseFile: join(files.temporalDataDir, "temporal.db"),
    }),
  );
}

/** The connection of each role to the embedded server, or to one elsewhere. */
export function databaseUrls(external: string | undefined, port: number, passwords: Passwords) {
  return (role: DatabaseRole): string => {
    // The owner of a database elsewhere is whoever its connection names.
    if (external !== undefined && role === "owner") return external;
    const url = new URL(external ?? `postgres://127.0.0.1:${port}/${DATABASE_NAME}`);
    url.username = databaseUser(role);
    url.password = passwords[role];
    return url.href;
  };
}
