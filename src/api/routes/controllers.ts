import * as z from "zod";

import { controllerSchema } from "../../schemas/controller.ts";
import { sha256Schema } from "../../schemas/wire-types.ts";
import { readController } from "../../store/controllers.ts";
import type { Api, ApiContext } from "../api-context.ts";
import { PROBLEM_RESPONSES } from "../request-schemas.ts";

/** Controllers by the hash of their source. */
export function controllerRoutes(api: Api, { store }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/v1/controllers/:hash",
    schema: {
      operationId: "readController",
      summary: "A controller with its source.",
      params: z.object({ hash: sha256Schema }),
      response: { 200: controllerSchema, ...PROBLEM_RESPONSES },
    },
    handler: ({ params: { hash } }) => readController(store, hash),
  });
}
