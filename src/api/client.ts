import type * as z from "zod";

import { DomainError, type ErrorCode } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import { type Controller, controllerSchema } from "../schemas/controller.ts";
import {
  type Environment,
  type EnvironmentImport,
  environmentImportSchema,
  environmentListSchema,
  environmentSchema,
} from "../schemas/environment.ts";
import { type RunEventPage, runEventPageSchema } from "../schemas/event.ts";
import {
  type HeldOutEvaluation,
  type heldOutEvaluationRequestSchema,
  heldOutEvaluationSchema,
} from "../schemas/held-out-evaluation.ts";
import { problemSchema } from "../schemas/problem.ts";
import { type Readiness, readinessSchema } from "../schemas/readiness.ts";
import {
  type RoundDetail,
  type RoundWithCells,
  roundListSchema,
  roundWithCellsSchema,
} from "../schemas/round.ts";
import { type RunCurves, runCurvesSchema } from "../schemas/run-curves.ts";
import type { RunSpecInput } from "../schemas/run-spec.ts";
import { type Run, type RunPage, runPageSchema, runSchema } from "../schemas/run.ts";
import { HTTP_STATUS } from "./http-status.ts";

/** Repeats are safe with a key: see the API's `Idempotency-Key`. */
export interface CreateOptions {
  readonly idempotencyKey?: string;
}

/**
 * The API as functions. Each throws the `DomainError` that the API answered with, and
 * SERVICE_UNAVAILABLE where it can't be reached.
 */
export interface ApiClient {
  createRun(spec: RunSpecInput, options?: CreateOptions): Promise<Run>;
  listRuns(page?: { readonly limit?: number; readonly cursor?: string }): Promise<RunPage>;
  readRun(id: string): Promise<Run>;
  resumeRun(id: string): Promise<Run>;
  listRounds(id: string): Promise<RoundDetail[]>;
  readRound(id: string, round: number): Promise<RoundWithCells>;
  readCurves(id: string): Promise<RunCurves["items"]>;
  readEvents(
    id: string,
    page?: { readonly after?: number; readonly limit?: number },
  ): Promise<RunEventPage>;
  listEnvironments(): Promise<Environment[]>;
  readEnvironment(name: string): Promise<Environment>;
  /** `file` is the bytes of an environment file, plain or gzipped. */
  importEnvironment(name: string, file: AsyncIterable<Uint8Array>): Promise<EnvironmentImport>;
  readController(hash: string): Promise<Controller>;
  createHeldOutEvaluation(
    request: z.input<typeof heldOutEvaluationRequestSchema>,
    options?: CreateOptions,
  ): Promise<HeldOutEvaluation>;
  readHeldOutEvaluation(id: string): Promise<HeldOutEvaluation>;
  ready(): Promise<Readiness>;
}

/** A client of the API at this address, such as `http://127.0.0.1:8787`. */
export function apiClient(baseUrl: string): ApiClient {
  const call = caller(baseUrl);
  const get = <T>(path: string, schema: z.ZodType<T>) => call(path, schema);
  const post = <T>(path: string, schema: z.ZodType<T>, body?: unknown, options?: CreateOptions) =>
    call(path, schema, { method: "POST", ...jsonBody(body, options) });
  return {
    createRun: (spec, options) => post("/v1/runs", runSchema, spec, options),
    listRuns: (page = {}) => get(`/v1/runs${query(page)}`, runPageSchema),
    readRun: (id) => get(`/v1/runs/${segment(id)}`, runSchema),
    resumeRun: (id) => post(`/v1/runs/${segment(id)}/resume`, runSchema),
    listRounds: async (id) => (await get(`/v1/runs/${segment(id)}/rounds`, roundListSchema)).items,
    readRound: (id, round) => get(`/v1/runs/${segment(id)}/rounds/${round}`, roundWithCellsSchema),
    readCurves: async (id) => (await get(`/v1/runs/${segment(id)}/curves`, runCurvesSchema)).items,
    readEvents: (id, page = {}) =>
      get(`/v1/runs/${segment(id)}/events${query(page)}`, runEventPageSchema),
    listEnvironments: async () => (await get("/v1/environments", environmentListSchema)).items,
    readEnvironment: (name) => get(`/v1/environments/${segment(name)}`, environmentSchema),
    importEnvironment: async (name, file) => {
      const source = watched(file);
      try {
        return await call(`/v1/environments${query({ name })}`, environmentImportSchema, {
          method: "POST",
          headers: { "content-type": "application/octet-stream" },
          body: source.chunks(),
          duplex: "half",
          signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
        });
      } catch (error) {
        throw source.failure() ?? error;
      }
    },
    readController: (hash) => get(`/v1/controllers/${segment(hash)}`, controllerSchema),
    createHeldOutEvaluation: (request, options) =>
      post("/v1/held-out-evaluations", heldOutEvaluationSchema, request, options),
    readHeldOutEvaluation: (id) =>
      get(`/v1/held-out-evaluations/${segment(id)}`, heldOutEvaluationSchema),
    ready: () => call("/readyz", readinessSchema, {}, [200, 503]),
  };
}

/** Longer than the API gives its own handlers, so that its answer comes first. */
const TIMEOUT_MS = 40_000;
const UPLOAD_TIMEOUT_MS = 310_000;

const segment = encodeURIComponent;

function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) given.set(key, String(value));
  }
  return given.size === 0 ? "" : `?${given.toString()}`;
}

/** Tells a file that can't be read from an API that can't be reached: `fetch` fails alike on both. */
function watched(source: AsyncIterable<Uint8Array>) {
  let failure: unknown;
  return {
    failure: () => failure,
    chunks: async function* () {
      try {
        yield* source;
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  };
}

function jsonBody(body: unknown, options?: CreateOptions): RequestInit {
  const headers = new Headers();
  if (options?.idempotencyKey !== undefined) {
    headers.set("idempotency-key", options.idempotencyKey);
  }
  if (body === undefined) return { headers };
  headers.set("content-type", "application/json");
  return { headers, body: JSON.stringify(body) };
}

/** Sends a request and gives the answer in the form of its schema, or throws what the problem says. */
function caller(baseUrl: string) {
  return async <T>(
    path: string,
    schema: z.ZodType<T>,
    init: RequestInit = {},
    answers: readonly number[] = [],
  ): Promise<T> => {
    const url = new URL(path, baseUrl);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
      text = await response.text();
    } catch (error) {
      throw outOfReach(baseUrl, error);
    }
    const asked = `${init.method ?? "GET"} ${path}`;
    if (!response.ok && !answers.includes(response.status))
      throw problemToError(asked, response, text);
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new Error(`${baseUrl} gave an answer to ${asked} that this version does not know`, {
      cause: parsed.error,
    });
  };
}

/** What `fetch` throws says little; its cause says whether nobody listened or nobody answered. */
function outOfReach(baseUrl: string, error: unknown): DomainError {
  const reason = systemErrorCode(causeOf(error)) ?? systemErrorCode(error) ?? String(error);
  return new DomainError(
    "SERVICE_UNAVAILABLE",
    `Cannot reach the API at ${baseUrl} (${reason}). Start it with \`autotts up\`, or give the address it has.`,
    { cause: error },
  );
}

function causeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "cause" in error ? error.cause : undefined;
}

function problemToError(asked: string, response: Response, text: string): Error {
  const { data: problem } = problemSchema.safeParse(parseJson(text));
  if (problem === undefined) {
    return new Error(`${asked} failed with status ${response.status}, and not as the API fails`);
  }
  const { code, detail = problem.title, instance } = problem;
  if (isErrorCode(code)) {
    const retryAfterMs = 1000 * Number(response.headers.get("retry-after") ?? Number.NaN);
    return new DomainError(code, detail, Number.isNaN(retryAfterMs) ? {} : { retryAfterMs });
  }
  return new Error(`${asked} failed: ${detail} (request ${instance ?? "without id"})`);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(HTTP_STATUS, code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
