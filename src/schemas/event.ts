import * as z from "zod";

import { STAGES } from "../domain/states.ts";
import { jsonObjectSchema, timestampSchema } from "./wire-types.ts";

/** Something that happened in a run. */
export const runEventSchema = z
  .object({
    runId: z.string(),
    /** 1, 2, 3 … without gaps within the run. */
    seq: z.int(),
    type: z.string(),
    round: z.int().nullable(),
    stage: z.enum(STAGES).nullable(),
    payload: jsonObjectSchema,
    at: timestampSchema,
  })
  .meta({ id: "RunEvent" });
export type RunEvent = z.output<typeof runEventSchema>;

/** One page of a run's events, in order. */
export const runEventPageSchema = z
  .object({
    items: z.array(runEventSchema),
    /** The `after` that continues; the same as was asked with when there is nothing newer. */
    nextAfter: z.int(),
  })
  .meta({ id: "RunEventPage" });
export type RunEventPage = z.output<typeof runEventPageSchema>;
