import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  isGrpcServiceError,
} from "@temporalio/client";
import {
  SearchAttributeType,
  type SearchAttributePair,
  defineSearchAttributeKey,
} from "@temporalio/common";

import { DomainError } from "../domain/errors.ts";
import type { SEARCH_ATTRIBUTES } from "../domain/search-attributes.ts";
import { TASK_QUEUES } from "../domain/task-queues.ts";
import type { TemporalGateway, WorkflowStart } from "./temporal-gateway.ts";

/** The SDK retries what fails in passing; this bounds all tries together. */
const CALL_TIMEOUT_MS = 3_000;
/** By default gRPC waits up to two minutes before it looks whether a server is back. */
const RECONNECT_MS = 2_000;

const RUN_ID = defineSearchAttributeKey(
  "AutoTtsRunId" satisfies keyof typeof SEARCH_ATTRIBUTES,
  SearchAttributeType.KEYWORD,
);

/** Opens no connection yet: the first call does, and every later one tries again where one failed. */
export function connectTemporal(address: string, namespace: string): TemporalGateway {
  const connection = Connection.lazy({
    address,
    channelArgs: { "grpc.max_reconnect_backoff_ms": RECONNECT_MS },
  });
  const client = new Client({ connection, namespace });
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, work);
    } catch (error) {
      throw isOutOfReach(error) ? unavailable(address, error) : error;
    }
  };
  return {
    start: (workflow) =>
      call(async () => {
        try {
          await client.workflow.start(workflow.type, startOptions(workflow));
          return "under way";
        } catch (error) {
          if (error instanceof WorkflowExecutionAlreadyStartedError) return "ended";
          throw error;
        }
      }),
    ping: () =>
      call(async () => {
        await connection.workflowService.describeNamespace({ namespace });
      }),
    close: () => connection.close(),
  };
}

function startOptions(workflow: WorkflowStart) {
  const attributes: SearchAttributePair[] =
    workflow.type === "discoverController" ? [{ key: RUN_ID, value: workflow.input.runId }] : [];
  return {
    workflowId: workflow.workflowId,
    taskQueue: TASK_QUEUES.control,
    args: [workflow.input],
    workflowIdConflictPolicy: "USE_EXISTING",
    workflowIdReusePolicy: workflow.again ? "ALLOW_DUPLICATE" : "REJECT_DUPLICATE",
    staticSummary: workflow.summary,
    typedSearchAttributes: attributes,
  } as const;
}

/** gRPC's DEADLINE_EXCEEDED and UNAVAILABLE; NOT_FOUND is a namespace that is not there (yet). */
const OUT_OF_REACH: ReadonlySet<number> = new Set([4, 5, 14]);

function isOutOfReach(error: unknown): boolean {
  const cause = error instanceof Error && !isGrpcServiceError(error) ? error.cause : error;
  return isGrpcServiceError(cause) && OUT_OF_REACH.has(cause.code);
}

function unavailable(address: string, cause: unknown): DomainError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DomainError(
    "SERVICE_UNAVAILABLE",
    `Cannot use Temporal at ${address}: ${reason}. Is it running, and is the address right?`,
    { cause },
  );
}
