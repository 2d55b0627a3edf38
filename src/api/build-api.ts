import { randomUUID } from "node:crypto";

import swagger from "@fastify/swagger";
import fastify, { type FastifyReply, type FastifyServerOptions } from "fastify";
import { type ZodTypeProvider, serializerCompiler } from "fastify-type-provider-zod";

import type { Problem } from "../schemas/problem.ts";
import type { Api, ApiContext } from "./api-context.ts";
import { openapi } from "./openapi.ts";
import { noSuchRoute, problemOf } from "./problem-of.ts";
import { queueStarter } from "./queue-starter.ts";
import { requestValidator } from "./request-validator.ts";
import { controllerRoutes } from "./routes/controllers.ts";
import { environmentRoutes } from "./routes/environments.ts";
import { healthRoutes } from "./routes/health.ts";
import { heldOutEvaluationRoutes } from "./routes/held-out-evaluations.ts";
import { runCommands } from "./routes/run-commands.ts";
import { runQueries } from "./routes/run-queries.ts";

const ROUTES = [
  healthRoutes,
  runCommands,
  runQueries,
  environmentRoutes,
  controllerRoutes,
  heldOutEvaluationRoutes,
];

const BODY_BYTES_MAX = 1024 * 1024;
/** For a request to arrive; uploads are the long ones. */
const REQUEST_TIMEOUT_MS = 300_000;
/** For a handler to answer: longer than a statement may take, so that Postgres gives up first. */
const HANDLER_TIMEOUT_MS = 35_000;
/** Names have up to 200 characters, each of up to 12 once percent-encoded. */
const PARAM_LENGTH_MAX = 2_400;
const RETRY_AFTER_SECONDS = 5;

export interface ApiOptions extends Omit<ApiContext, "nudgeStarter"> {
  /** Fastify's own; nothing is logged unless it is given. */
  readonly logger?: NonNullable<FastifyServerOptions["logger"]>;
}

/**
 * The whole API, listening nowhere yet. It starts the workflows of what is queued from when it is ready
 * until it is closed. Store and Temporal stay open: whoever opened them closes them, after the API.
 */
export function buildApi({ logger = false, ...options }: ApiOptions): Api {
  const api: Api = fastify({
    logger,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    handlerTimeout: HANDLER_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    genReqId: () => randomUUID(),
  }).withTypeProvider<ZodTypeProvider>();
  const starter = queueStarter({ ...options, log: api.log });
  const context: ApiContext = { ...options, nudgeStarter: starter.nudge };

  api.setValidatorCompiler(requestValidator);
  api.setSerializerCompiler(serializerCompiler);
  answerProblems(api);
  api.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  api.addHook("onReady", async () => {
    starter.nudge();
  });
  api.addHook("onClose", () => starter.close());

  void api.register(swagger, openapi);
  // Swagger sees the routes that are added once it is there.
  void api.register((scope: Api, _options, done) => {
    for (const addRoutes of ROUTES) addRoutes(scope, context);
    scope.get("/openapi.json", { schema: { hide: true } }, () => api.swagger());
    done();
  });
  return api;
}

function answerProblems(api: Api): void {
  api.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id);
    if (problem.status >= 500) request.log.error({ err: error }, "request failed");
    return sendProblem(reply, problem);
  });
  api.setNotFoundHandler((request, reply) =>
    sendProblem(reply, noSuchRoute(request.method, request.url, request.id)),
  );
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) reply.header("retry-after", RETRY_AFTER_SECONDS);
  // As text: a problem that no route's schema describes must get through as well.
  return reply
    .code(problem.status)
    .type("application/problem+json")
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}
