import { fileURLToPath } from "node:url";
import type { DatabaseRole } from "../domain/database-roles.ts";
import type { RunningStack } from "../stack/start-stack.ts";
import type { ChildSpec } from "../stack/supervised-child.ts";
import { type Config, databaseUrlVariable, type Environment } from "./config.ts";

/** The line by which a worker says that it polls its queues. */
export const WORKER_READY = "autotts worker ready";

/** What every service may see of the environment: how to find programs, certificates, time and place. */
const INHERITED = ["PATH", "TMPDIR", "TZ", "LANG", "NODE_EXTRA_CA_CERTS"];
/** What the workers that run controllers see besides. */
const OF_SANDBOX = ["AUTOTTS_SANDBOX_DEADLINE_SECONDS"];
/** What the worker that talks to the model provider sees besides. */
const OF_PROVIDER = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"];

const HERE = fileURLToPath(import.meta.url);
const MAIN = HERE.replace(/service-children\.(ts|js)$/, "main.$1");

/**
 * The services of one machine as children of its stack. Each gets the connections of its own roles and
 * nobody else's; the owner's goes to none of them.
 */
export function serviceChildren(
  stack: RunningStack,
  config: Config,
): Readonly<Record<"worker" | "heldOutWorker" | "api", ChildSpec>> {
  const service = (name: string, args: readonly string[], roles: readonly DatabaseRole[]) => ({
    name,
    command: process.execPath,
    args: ["--disable-warning=ExperimentalWarning", MAIN, ...args],
    env: {
      ...pick(config.environment, INHERITED),
      ...Object.fromEntries(
        roles.map((role) => [databaseUrlVariable(role), stack.databaseUrl(role)]),
      ),
      TEMPORAL_ADDRESS: stack.temporalAddress,
    },
    // One account a process: the first of its roles gives it.
    account: roles[0] === undefined ? undefined : stack.account(roles[0]),
  });
  const worker = service(
    "worker",
    ["worker", "--role", "control,agents,replay"],
    ["control", "agents", "replay"],
  );
  const heldOutWorker = service("worker-held-out", ["worker", "--role", "held-out"], ["held_out"]);
  return {
    worker: {
      ...worker,
      env: { ...worker.env, ...pick(config.environment, [...OF_SANDBOX, ...OF_PROVIDER]) },
      readiness: { kind: "log", text: WORKER_READY },
    },
    heldOutWorker: {
      ...heldOutWorker,
      env: { ...heldOutWorker.env, ...pick(config.environment, OF_SANDBOX) },
      readiness: { kind: "log", text: WORKER_READY },
    },
    api: {
      ...service("api", ["serve", "--port", String(stack.apiPort)], ["api"]),
      readiness: { kind: "http", url: `http://127.0.0.1:${stack.apiPort}/livez` },
    },
  };
}

function pick(environment: Environment, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
