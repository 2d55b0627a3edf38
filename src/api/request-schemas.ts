import * as z from "zod";

import { problemSchema } from "../schemas/problem.ts";

const PAGE_SIZE_MAX = 200;

/** What comes back when a request fails, for every route. */
export const PROBLEM_RESPONSES = {
  "4xx": problemResponse("The request can't be done as it is; `detail` says how to mend it."),
  "5xx": problemResponse("The request failed on our side; it may succeed later."),
};

function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}

/** Path of one run, evaluation, … */
export const idParams = z.object({ id: z.string().min(1).max(64) });

/** Size of a page. */
export const limitSchema = z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(50);

/** Makes repeating a POST safe: the same key and content give the same answer, and nothing twice. */
export const idempotencyHeaders = z.looseObject({
  "idempotency-key": z.string().min(1).max(200).optional(),
});
