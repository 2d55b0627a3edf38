import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";

import { z } from "zod";

import { readLogTail } from "./child-log.ts";

/** How to see that a child does its work. Plain data, so that `status` can look from another process. */
export const READINESS = z.discriminatedUnion("kind", [
  /** Postgres accepts connections: it asks for a password instead of saying that it starts up. */
  z.object({ kind: z.literal("postgres"), port: z.int() }).readonly(),
  /** The Temporal frontend answers the standard gRPC health check with SERVING. */
  z.object({ kind: z.literal("temporal"), port: z.int() }).readonly(),
  /** A GET is answered with a 2xx status. */
  z.object({ kind: z.literal("http"), url: z.string() }).readonly(),
  /** A line of the child's own log holds this text; the supervisor looks only at what this start wrote. */
  z.object({ kind: z.literal("log"), text: z.string() }).readonly(),
]);
export type Readiness = z.infer<typeof READINESS>;

/** Where a child's log is, and where in it the lines of its last start begin. */
export interface LogPosition {
  readonly path: string;
  readonly offset: number;
}

const ATTEMPT_MS = 2_000;

/** One look. Never throws: whatever goes wrong means "not ready". */
export async function isReady(readiness: Readiness, log: LogPosition): Promise<boolean> {
  switch (readiness.kind) {
    case "postgres":
      return postgresAsksForPassword(readiness.port);
    case "temporal":
      return temporalServes(readiness.port);
    case "http":
      return httpAnswers(readiness.url);
    case "log":
      return readLogTail(log.path, Infinity, log.offset).some((line) =>
        line.includes(readiness.text),
      );
  }
}

async function httpAnswers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ATTEMPT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Sends the protocol's first message and reads the kind of the reply: 'R' asks to authenticate, 'E' refuses. */
function postgresAsksForPassword(port: number): Promise<boolean> {
  const PROTOCOL_3_0 = 196_608;
  const parameters = Buffer.from("user\0autotts_owner\0database\0postgres\0\0");
  const startup = Buffer.alloc(8 + parameters.length);
  startup.writeInt32BE(startup.length, 0);
  startup.writeInt32BE(PROTOCOL_3_0, 4);
  parameters.copy(startup, 8);
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(startup));
    const answer = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(ATTEMPT_MS, () => answer(false));
    socket.once("data", (reply: Buffer) => answer(String.fromCodePoint(reply[0] ?? 0) === "R"));
    socket.once("error", () => answer(false));
    socket.once("close", () => answer(false));
  });
}

/** Asks grpc.health.v1.Health/Check for Temporal's service; the reply's field 1 (status) is 1 when serving. */
function temporalServes(port: number): Promise<boolean> {
  const service = Buffer.from("temporal.api.workflowservice.v1.WorkflowService");
  // A gRPC frame is a flag, a 4-byte length and the message; a message field is a tag, a length and bytes.
  const question = Buffer.concat([
    Buffer.from([0, 0, 0, 0, service.length + 2, 0x0a, service.length]),
    service,
  ]);
  const serving = Buffer.from([0, 0, 0, 0, 2, 0x08, 0x01]);
  return new Promise((resolve) => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const chunks: Buffer[] = [];
    const answer = (ready: boolean): void => {
      session.destroy();
      resolve(ready);
    };
    session.once("error", () => answer(false));
    session.once("close", () => answer(false));
    session.setTimeout(ATTEMPT_MS, () => answer(false));
    const request = session.request({
      ":method": "POST",
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
    });
    request.once("error", () => answer(false));
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => answer(Buffer.concat(chunks).equals(serving)));
    request.end(question);
  });
}
