import { type ProcessIdentity, isAlive } from "./process-identity.ts";
import { isReady } from "./readiness.ts";
import { stackFiles } from "./stack-files.ts";
import { readLock } from "./stack-lock.ts";
import { type ChildRecord, type ChildState, type PortName, readState } from "./stack-state.ts";

export interface ChildStatus {
  readonly name: string;
  readonly state: ChildState;
  /** Null while it does not run. */
  readonly pid: number | null;
  /** Whether it does its work, looked at just now. */
  readonly healthy: boolean;
  readonly restartCount: number;
  readonly startedAt: string;
  readonly log: string;
}

export interface StackStatus {
  /** Null when no supervisor runs; children may then be left over from a killed one. */
  readonly supervisorPid: number | null;
  readonly children: readonly ChildStatus[];
  readonly ports: Readonly<Partial<Record<PortName, number>>>;
  readonly postgresDir: string | null;
  /** Which Temporal server is used; null when none was started. */
  readonly temporal: string | null;
}

/** What of the project's stack runs, seen from any process. */
export async function readStackStatus(projectDir: string): Promise<StackStatus> {
  const files = stackFiles(projectDir);
  const state = readState(files.state);
  const supervisor = readLock(files.lock);
  const children = await Promise.all(
    Object.entries(state.children).map(async ([name, child]): Promise<ChildStatus> => {
      const { process } = child;
      const alive = process !== null && isAlive(process);
      return {
        name,
        state: alive ? child.state : child.state === "failed" ? "failed" : "stopped",
        pid: alive ? process.pid : null,
        healthy: alive && (await looksHealthy(child)),
        restartCount: child.restartCount,
        startedAt: child.startedAt,
        log: child.log,
      };
    }),
  );
  return {
    supervisorPid: alivePid(supervisor),
    children,
    ports: state.ports,
    postgresDir: state.postgresDir,
    temporal: state.temporal,
  };
}

/** A line in the log was written once; of such a child there is nothing more to see than that it lives. */
async function looksHealthy({ readiness, state, log }: ChildRecord): Promise<boolean> {
  return readiness.kind === "log"
    ? state === "ready"
    : isReady(readiness, { path: log, offset: 0 });
}

function alivePid(identity: ProcessIdentity | undefined): number | null {
  return identity !== undefined && isAlive(identity) ? identity.pid : null;
}
