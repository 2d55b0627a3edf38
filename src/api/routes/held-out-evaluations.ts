import {
  heldOutEvaluationRequestSchema,
  heldOutEvaluationSchema,
} from "../../schemas/held-out-evaluation.ts";
import { sha256Schema } from "../../schemas/wire-types.ts";
import { putController, readController } from "../../store/controllers.ts";
import {
  insertHeldOutEvaluation,
  readHeldOutEvaluation,
} from "../../store/held-out-evaluations.ts";
import { transaction } from "../../store/store.ts";
import type { Api, ApiContext } from "../api-context.ts";
import { idempotencyOf } from "../idempotency-of.ts";
import { recordId } from "../record-id.ts";
import { PROBLEM_RESPONSES, idParams, idempotencyHeaders } from "../request-schemas.ts";

/** Nobody is told apart while the API listens on this machine alone. */
const REQUESTED_BY = "api";

/** Verdicts on held-out data: figures and intervals, never a question. */
export function heldOutEvaluationRoutes(api: Api, context: ApiContext): void {
  postEvaluation(api, context);
  getEvaluation(api, context);
}

function postEvaluation(api: Api, context: ApiContext): void {
  const { store, nudgeStarter } = context;
  api.route({
    method: "POST",
    url: "/v1/held-out-evaluations",
    schema: {
      operationId: "createHeldOutEvaluation",
      summary: "Queues a look at held-out data: a controller beside a baseline. Every look counts.",
      headers: idempotencyHeaders,
      body: heldOutEvaluationRequestSchema,
      response: { 202: heldOutEvaluationSchema, ...PROBLEM_RESPONSES },
    },
    handler: async ({ body, headers }, reply) => {
      const spec = {
        ...body,
        controller: await resolveController(context, body.controller),
        baseline: await resolveController(context, body.baseline),
      };
      const idempotency = idempotencyOf(headers["idempotency-key"], body);
      const id = recordId(new Date());
      const { evaluation, created } = await transaction(store, (tx) =>
        insertHeldOutEvaluation(tx, {
          id,
          runId: null,
          spec,
          requestedBy: REQUESTED_BY,
          idempotency,
        }),
      );
      // The store gives an id's evaluation to whoever comes with that id.
      if (!created && idempotency === null) throw new Error(`The id ${id} is taken`);
      nudgeStarter();
      if (!created) reply.header("idempotency-replayed", "true");
      const location = `/v1/held-out-evaluations/${evaluation.id}`;
      return reply.code(202).header("location", location).send(evaluation);
    },
  });
}

function getEvaluation(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/held-out-evaluations/:id",
    schema: {
      operationId: "readHeldOutEvaluation",
      summary: "A held-out evaluation and, once it has ended, its verdict.",
      params: idParams,
      response: { 200: heldOutEvaluationSchema, ...PROBLEM_RESPONSES },
    },
    handler: ({ params: { id } }) => readHeldOutEvaluation(store, id),
  });
}

/** A controller by the hash of its stored source, or by the name it ships under. */
async function resolveController(
  { store, resolveShipped }: ApiContext,
  nameOrHash: string,
): Promise<{ name: string | null; hash: string }> {
  if (sha256Schema.safeParse(nameOrHash).success) {
    const { name, hash } = await readController(store, nameOrHash);
    return { name, hash };
  }
  const source = resolveShipped(nameOrHash);
  // No idea is given: the compile gate reads it from the source.
  const shipped = { source, name: nameOrHash, idea: null, origin: "shipped" } as const;
  return { name: nameOrHash, hash: await putController(store, shipped) };
}
