import { createServer } from "node:net";

import { DomainError } from "../domain/errors.ts";
import type { PortName } from "./stack-state.ts";

/** Tried first when nothing is remembered, so that the documents' addresses are usually right. */
const FAMILIAR: Record<PortName, number> = {
  postgres: 54_329,
  temporal: 7_233,
  temporalUi: 8_233,
  api: 8_787,
};

/** The command line option that fixes a port. */
const PORT_OPTIONS: Record<PortName, string> = {
  postgres: "--postgres-port",
  temporal: "--temporal-port",
  temporalUi: "--temporal-ui-port",
  api: "--api-port",
};

export interface PortClaim {
  readonly port: number;
  /** The remembered port that somebody else uses now. */
  readonly movedFrom?: number;
}

/**
 * Chooses a free port on 127.0.0.1: the fixed one, else the remembered one, else the familiar one,
 * else any.
 *
 * @param given.taken ports already promised to other parts of this stack.
 * @throws {DomainError} SETUP_FAILED when the fixed port is in use.
 */
export async function claimPort(
  name: PortName,
  given: {
    fixed?: number | undefined;
    remembered?: number | undefined;
    taken: ReadonlySet<number>;
  },
): Promise<PortClaim> {
  const { fixed, remembered, taken } = given;
  if (fixed !== undefined) {
    if (!taken.has(fixed) && (await isFree(fixed))) return { port: fixed };
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot use port ${fixed} for ${name}: another program listens on it. Choose another with ${PORT_OPTIONS[name]}, or leave the option out to get a free one.`,
    );
  }
  const moved = remembered === undefined ? {} : { movedFrom: remembered };
  for (const port of [remembered, FAMILIAR[name]]) {
    if (port !== undefined && !taken.has(port) && (await isFree(port)))
      return port === remembered ? { port } : { port, ...moved };
  }
  return { port: await anyFreePort(taken), ...moved };
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

async function anyFreePort(taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = await listenOnce(0);
    if (port !== undefined && !taken.has(port)) return port;
  }
  throw new DomainError("SETUP_FAILED", "Cannot find a free port on 127.0.0.1 in 100 attempts");
}

/** @returns the port that could be listened on, undefined when it is in use or not permitted. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = server.address();
      const listening = typeof address === "object" && address !== null ? address.port : undefined;
      server.close(() => resolve(listening));
    });
  });
}
