import { DomainError } from "../../domain/errors.ts";
import { runSchema } from "../../schemas/run.ts";
import { runSpecSchema } from "../../schemas/run-spec.ts";
import { findEnvironments } from "../../store/environments.ts";
import { appendEvent } from "../../store/events.ts";
import { insertRun, readRun, updateRunState } from "../../store/runs.ts";
import { transaction } from "../../store/store.ts";
import type { Api, ApiContext } from "../api-context.ts";
import { idempotencyOf } from "../idempotency-of.ts";
import { RESUMED } from "../queue-starter.ts";
import { recordId } from "../record-id.ts";
import { PROBLEM_RESPONSES, idParams, idempotencyHeaders } from "../request-schemas.ts";

/** A spec carries its sources: a thousand of them may be some kilobytes each. */
const SPEC_BYTES_MAX = 16 * 1024 * 1024;

/** What changes a run. Both commands change the run's row; the queue's starter does the rest. */
export function runCommands(api: Api, context: ApiContext): void {
  postRun(api, context);
  postResume(api, context);
}

function postRun(api: Api, { store, resolveShipped, nudgeStarter }: ApiContext): void {
  api.route({
    method: "POST",
    url: "/v1/runs",
    bodyLimit: SPEC_BYTES_MAX,
    schema: {
      operationId: "createRun",
      summary: "Queues a run. Environments are pinned to their present content.",
      headers: idempotencyHeaders,
      body: runSpecSchema,
      response: { 202: runSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ body: spec, headers }, reply) => {
      const found = await findEnvironments(store, "search", spec.environments);
      const environments = found.map(({ name, contentHash }) => ({ name, contentHash }));
      // Held-out environments can't be looked up here: this role sees none of them.
      for (const name of [...spec.baselines, spec.heldOut?.baseline ?? []].flat()) {
        resolveShipped(name);
      }
      const idempotency = idempotencyOf(headers["idempotency-key"], spec);
      const id = recordId(new Date());
      const { run, created } = await transaction(store, async (tx) => {
        const inserted = await insertRun(tx, { id, spec, environments, idempotency });
        if (inserted.created) await appendEvent(tx, runEvent(id, "run.queued"));
        return inserted;
      });
      nudgeStarter();
      if (!created) reply.header("idempotency-replayed", "true");
      return reply.code(202).header("location", `/v1/runs/${run.id}`).send(run);
    },
  });
}

function postResume(api: Api, { store, nudgeStarter }: ApiContext): void {
  api.route({
    method: "POST",
    url: "/v1/runs/:id/resume",
    schema: {
      operationId: "resumeRun",
      summary: "Queues a failed or cancelled run again. It goes on after the rounds it has done.",
      params: idParams,
      response: { 202: runSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ params: { id } }, reply) => {
      const run = await transaction(store, async (tx) => {
        const { state } = await readRun(tx, id);
        if (state !== "failed" && state !== "cancelled") {
          throw new DomainError("RUN_STATE_CONFLICT", cannotResume(id, state));
        }
        await updateRunState(tx, id, { state: "queued", reason: RESUMED });
        await appendEvent(tx, runEvent(id, "run.resumed"));
        return readRun(tx, id);
      });
      nudgeStarter();
      return reply.code(202).header("location", `/v1/runs/${id}`).send(run);
    },
  });
}

function cannotResume(id: string, state: string): string {
  const instead =
    state === "completed"
      ? "Start a new run to search further."
      : "It goes on by itself: follow it with GET.";
  return `Cannot resume run ${id}: only failed and cancelled runs can be resumed, and it is ${state}. ${instead}`;
}

function runEvent(runId: string, type: "run.queued" | "run.resumed") {
  return { runId, type, round: null, stage: null, payload: {}, dedupeKey: null };
}
