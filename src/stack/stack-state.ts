import { readFileSync } from "node:fs";

import { z } from "zod";

import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import { PROCESS_IDENTITY } from "./process-identity.ts";
import { READINESS } from "./readiness.ts";
import { writeAtomically } from "./write-atomically.ts";

export const PORT_NAMES = ["postgres", "temporal", "temporalUi", "api"] as const;
export type PortName = (typeof PORT_NAMES)[number];

/** What a child is doing. `failed` stays until the stack is started again. */
const CHILD_STATE = z.enum(["starting", "ready", "restarting", "stopped", "failed"]);
export type ChildState = z.infer<typeof CHILD_STATE>;

/** Signals that ask a program to end. */
const STOP_SIGNAL = z.enum(["SIGTERM", "SIGINT", "SIGQUIT"]);
export type StopSignal = z.infer<typeof STOP_SIGNAL>;

/** What is known of a child from outside the supervisor, and needed to end it without one. */
const CHILD_RECORD = z
  .object({
    state: CHILD_STATE,
    /** Null when it could not be started. */
    process: PROCESS_IDENTITY.nullable(),
    readiness: READINESS,
    restartCount: z.int(),
    /** ISO time of the last start. */
    startedAt: z.string(),
    log: z.string(),
    stopSignal: STOP_SIGNAL,
  })
  .readonly();
export type ChildRecord = z.infer<typeof CHILD_RECORD>;

/** `.autotts/stack.json`: what the next start must remember, and what `status` shows. */
const STACK_STATE = z
  .object({
    version: z.literal(1),
    /** Chosen once and kept, so that addresses people have noted stay right. */
    ports: z.partialRecord(z.enum(PORT_NAMES), z.int()).readonly(),
    /** Where the database files are; null until they were made. */
    postgresDir: z.string().nullable(),
    /** Which Temporal server was used last, and where it was found. */
    temporal: z.string().nullable(),
    children: z.record(z.string(), CHILD_RECORD).readonly(),
  })
  .readonly();
export type StackState = z.infer<typeof STACK_STATE>;

const EMPTY: StackState = {
  version: 1,
  ports: {},
  postgresDir: null,
  temporal: null,
  children: {},
};

/** @throws {DomainError} SETUP_FAILED when the file is there but is not a state that this version wrote. */
export function readState(path: string): StackState {
  try {
    return STACK_STATE.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return EMPTY;
    if (systemErrorCode(error) !== undefined) throw error;
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot read the stack's state: ${path} is not a state file of this version. Delete it; ports are then chosen anew and the data stay.`,
      { cause: error },
    );
  }
}

/** Changes the state file. Only the process that holds the stack's lock may call this. */
export function updateState(path: string, change: (state: StackState) => StackState): void {
  writeAtomically(path, `${JSON.stringify(change(readState(path)), null, 2)}\n`);
}
