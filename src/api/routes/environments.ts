import { Readable } from "node:stream";

import * as z from "zod";

import { DomainError } from "../../domain/errors.ts";
import { requireEnvironmentName } from "../../environments/environment-name.ts";
import type { ImportedReader } from "../../environments/environment-reader.ts";
import type { ImportBounds } from "../../environments/import-chunks.ts";
import { packEnvironment } from "../../environments/pack-environment.ts";
import { spoolEnvironment } from "../../environments/spool-environment.ts";
import {
  type Environment,
  environmentImportSchema,
  environmentListSchema,
  environmentSchema,
} from "../../schemas/environment.ts";
import { findEnvironments, insertEnvironment, listEnvironments } from "../../store/environments.ts";
import type { Store } from "../../store/store.ts";
import type { Api, ApiContext } from "../api-context.ts";
import { PROBLEM_RESPONSES } from "../request-schemas.ts";

const UPLOAD_TYPES = [
  "application/json",
  "application/x-ndjson",
  "text/csv",
  "application/gzip",
  "application/octet-stream",
];
const UPLOAD_TIMEOUT_MS = 300_000;
/** What a core imports in that time, twice over, and few enough questions that all can be told apart. */
const UPLOAD_BOUNDS: ImportBounds = {
  bytesMax: 2 * 2 ** 30,
  questionsMax: 1_000_000,
  answersMax: Infinity,
};

const nameSchema = z.string().min(1).max(200);
const uploadSchema = z
  .custom<Readable>(
    (body) => body instanceof Readable,
    "send the file itself as the body, plain or gzipped",
  )
  .meta({
    type: "string",
    format: "binary",
    description: "An environment file, plain or gzipped; its content tells which format it has.",
  });

/** Search environments; held-out ones are not to be seen through the API. */
export function environmentRoutes(api: Api, context: ApiContext): void {
  getEnvironments(api, context);
  getEnvironment(api, context);
  // Only an upload's body is a stream, so its parser lives in a scope of its own.
  void api.register((scope: Api, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(UPLOAD_TYPES, (_request, payload, parsed) => {
      parsed(null, payload);
    });
    postEnvironment(scope, context);
    done();
  });
}

function getEnvironments(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/environments",
    schema: {
      operationId: "listEnvironments",
      summary: "All search environments, by name.",
      response: { 200: environmentListSchema, ...PROBLEM_RESPONSES },
    },
    handler: async () => ({ items: await listEnvironments(store, "search") }),
  });
}

function getEnvironment(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/environments/:name",
    schema: {
      operationId: "readEnvironment",
      summary: "One search environment with the report of its import.",
      params: z.object({
        name: nameSchema.meta({ description: "Percent-encoded: a slash in it is written %2F." }),
      }),
      response: { 200: environmentSchema, ...PROBLEM_RESPONSES },
    },
    handler: ({ params: { name } }) => readEnvironment(store, name),
  });
}

function postEnvironment(api: Api, { store }: ApiContext): void {
  api.route({
    method: "POST",
    url: "/v1/environments",
    handlerTimeout: UPLOAD_TIMEOUT_MS,
    schema: {
      operationId: "importEnvironment",
      summary: "Imports a file as a search environment: all of it, or nothing.",
      consumes: UPLOAD_TYPES,
      querystring: z.object({ name: nameSchema }),
      body: uploadSchema,
      response: {
        200: environmentImportSchema,
        201: environmentImportSchema,
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async ({ body, query }, reply) => {
      const { created, name } = await importUpload(store, body, query.name);
      const environment = await readEnvironment(store, name);
      reply.header("location", `/v1/environments/${encodeURIComponent(name)}`);
      return reply.code(created ? 201 : 200).send({ created, environment });
    },
  });
}

/** Nothing is stored before all of the upload has been read. */
async function importUpload(
  store: Store,
  body: Readable,
  name: string,
): Promise<{ created: boolean; name: string }> {
  requireEnvironmentName(name);
  const reader = await readUpload(body, name);
  try {
    return await insertEnvironment(store, "search", packEnvironment(name, reader));
  } finally {
    await reader.close();
  }
}

/** Reads and checks an upload as it arrives; what arrives after it was found wanting is thrown away. */
async function readUpload(body: Readable, name: string): Promise<ImportedReader> {
  try {
    // Ending the iteration must not end the connection: the answer goes back over it.
    const bytes: AsyncIterable<Uint8Array> = body.iterator({ destroyOnReturn: false });
    return await spoolEnvironment(bytes, { file: name, bounds: UPLOAD_BOUNDS });
  } catch (error) {
    if (body.errored !== null) {
      throw new DomainError(
        "INVALID_INPUT",
        `Cannot import ${name}: the upload was cut off. Send it again. Nothing was imported.`,
        { cause: error },
      );
    }
    body.resume();
    throw error;
  }
}

async function readEnvironment(store: Store, name: string): Promise<Environment> {
  const [environment] = await findEnvironments(store, "search", [name]);
  if (environment === undefined) throw new Error(`Environment ${name} was found and is not there`);
  return environment;
}
