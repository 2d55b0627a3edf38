import { fileURLToPath } from "node:url";
import { availableParallelism } from "node:os";
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from "@temporalio/worker";
import { type ContentCache, createContentCache } from "../activities/content-cache.ts";
import {
  createAgentActivities,
  createControlActivities,
  createHeldOutActivities,
  createReplayActivities,
} from "../activities/index.ts";
import type { DatabaseRole } from "../domain/database-roles.ts";
import { DomainError } from "../domain/errors.ts";
import { TASK_QUEUES, type WorkerRole } from "../domain/task-queues.ts";
import { DEFAULT_LIMITS, openSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import { openStore, type Store } from "../store/store.ts";
import type { CommandContext } from "./command-context.ts";
import { type Config, databaseUrlOf } from "./config.ts";
import { WORKER_READY } from "./service-children.ts";

/** Silence of a model provider after which a call is given up. */
const PROVIDER_STALL_MS = 5 * 60_000;
/** A shard plays several cells' parts one after the other, and has five minutes for all of them. */
const SANDBOX_DEADLINE_SECONDS_MAX = 120;
/** Time that steps under way get to end when the worker is asked to stop. */
const GRACE = "8 seconds";
const CONNECT_ATTEMPTS = 30;
const CONNECT_PAUSE_MS = 1_000;

/** The Postgres role that each worker role works under. */
const DATABASE_ROLE_OF = {
  control: "control",
  agents: "agents",
  replay: "replay",
  "held-out": "held_out",
} as const satisfies Record<WorkerRole, DatabaseRole>;

/** Everything that workers of one process share. */
interface Resources {
  readonly store: (role: WorkerRole) => Store;
  readonly sandbox: () => Sandbox;
  readonly cache: ContentCache;
  readonly close: () => Promise<void>;
}

/** Serves the queues of these roles until it is asked to stop. */
export async function runWorker(
  roles: readonly WorkerRole[],
  { config, signal, print }: Pick<CommandContext, "config" | "signal" | "print">,
): Promise<void> {
  if (config.temporalAddress === undefined) {
    throw new DomainError(
      "INVALID_INPUT",
      "Cannot start a worker: TEMPORAL_ADDRESS is not set. Set it to host:port of the Temporal server.",
    );
  }
  // Without signals of its own: ours stop the workers, then close what they used.
  Runtime.install({ logger: new DefaultLogger("WARN"), shutdownSignals: [] });
  const resources = openResources(config);
  const connection = await connect(config.temporalAddress, signal);
  try {
    const workers: Worker[] = [];
    for (const role of roles) {
      const options = optionsFor(role, config, resources);
      workers.push(
        await Worker.create({
          connection,
          taskQueue: TASK_QUEUES[role],
          shutdownGraceTime: GRACE,
          shutdownForceTime: "15 seconds",
          maxHeartbeatThrottleInterval: "5 seconds",
          ...options,
        }),
      );
    }
    const running = workers.map((worker) => worker.run());
    const stop = () => {
      for (const worker of workers) if (worker.getState() === "RUNNING") worker.shutdown();
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    print(`${WORKER_READY}: ${roles.join(", ")}`);
    await Promise.all(running);
  } finally {
    await connection.close();
    await resources.close();
  }
}

function openResources(config: Config): Resources {
  const stores = new Map<WorkerRole, Store>();
  const deadlineMs = sandboxDeadlineMs(config);
  let sandbox: Sandbox | undefined;
  return {
    store: (role) => {
      const url = databaseUrlOf(config, DATABASE_ROLE_OF[role]);
      const applicationName = `autotts worker ${role}`;
      const store = stores.get(role) ?? openStore({ url, applicationName, poolSize: 6 });
      stores.set(role, store);
      return store;
    },
    sandbox: () => {
      sandbox ??= openSandbox({
        children: availableParallelism(),
        ...DEFAULT_LIMITS,
        ...(deadlineMs === undefined ? {} : { deadlineMs }),
      });
      return sandbox;
    },
    cache: createContentCache(),
    close: async () => {
      await sandbox?.close();
      await Promise.all([...stores.values()].map((store) => store.close()));
    },
  };
}

/** The deadline that the environment asks for; undefined where it leaves it to us. */
function sandboxDeadlineMs({ sandboxDeadlineSeconds }: Config): number | undefined {
  if (sandboxDeadlineSeconds === undefined) return undefined;
  if (sandboxDeadlineSeconds > 0 && sandboxDeadlineSeconds <= SANDBOX_DEADLINE_SECONDS_MAX) {
    return sandboxDeadlineSeconds * 1000;
  }
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot start a worker: AUTOTTS_SANDBOX_DEADLINE_SECONDS must be a number in (0, ${SANDBOX_DEADLINE_SECONDS_MAX}], as a shard has to end within minutes. Correct it, or leave it out.`,
  );
}

/** What a worker of this role serves, and how much of it at a time. */
function optionsFor(
  role: WorkerRole,
  { anthropic }: Config,
  { store, sandbox, cache }: Resources,
): Partial<WorkerOptions> {
  switch (role) {
    case "control":
      return {
        workflowsPath: workflowsPath(),
        maxCachedWorkflows: 200,
        activities: createControlActivities({ store: store(role) }),
        maxConcurrentActivityTaskExecutions: 16,
      };
    case "agents": {
      const provider = {
        apiKey: anthropic.apiKey ?? null,
        authToken: anthropic.authToken ?? null,
        baseUrl: anthropic.baseUrl ?? null,
        stallMs: PROVIDER_STALL_MS,
      };
      return {
        activities: createAgentActivities({ store: store(role), provider }),
        maxConcurrentActivityTaskExecutions: 8,
      };
    }
    case "replay":
      return {
        activities: createReplayActivities({ store: store(role), sandbox: sandbox(), cache }),
        maxConcurrentActivityTaskExecutions: availableParallelism() + 1,
      };
    case "held-out":
      return {
        activities: createHeldOutActivities({ store: store(role), sandbox: sandbox(), cache }),
        maxConcurrentActivityTaskExecutions: availableParallelism() + 1,
      };
  }
}

/** Workflows are bundled from their path: sources in a checkout, built files in a release. */
function workflowsPath(): string {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fileURLToPath(new URL(`../workflows/index.${ending}`, import.meta.url));
}

/** Waits for a Temporal server that is still starting. */
async function connect(address: string, signal: AbortSignal): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await NativeConnection.connect({ address });
    } catch (cause) {
      signal.throwIfAborted();
      if (attempt === CONNECT_ATTEMPTS) {
        const message = `Cannot reach Temporal at ${address} after ${attempt} attempts. Is it running?`;
        throw new DomainError("SERVICE_UNAVAILABLE", message, { cause });
      }
      await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS));
    }
  }
}
