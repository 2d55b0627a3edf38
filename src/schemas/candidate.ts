import * as z from "zod";

import { CANDIDATE_STATES, STAGES } from "../domain/states.ts";
import { meanCurveSchema } from "./mean-curve.ts";
import { jsonObjectSchema, sha256Schema, timestampSchema } from "./wire-types.ts";

/** A controller proposed in a round, with what was expected of it and what came out. */
export const candidateSchema = z
  .object({
    runId: z.string(),
    round: z.int(),
    index: z.int(),
    /** The stage this candidate has reached; others of its round may be elsewhere. */
    stage: z.enum(STAGES),
    state: z.enum(CANDIDATE_STATES),
    /** Rule, diagnostics or evidence; the next round sees it. */
    reason: z.string().nullable(),
    controllerHash: sha256Schema,
    /** `null` until the source passed the compile gate. */
    controllerName: z.string().nullable(),
    /** What the source says of itself; `null` as long. */
    controllerIdea: z.string().nullable(),
    hypothesis: z.string(),
    /** The proposer's prediction in numbers. */
    expectedEffect: jsonObjectSchema.nullable(),
    critiques: z.array(jsonObjectSchema),
    /** The prediction against the result. */
    predictionScore: jsonObjectSchema.nullable(),
    /** By the run's selection rule; larger is better. */
    selectionScore: z.number().nullable(),
    /** On all environments together; `null` until it is evaluated. */
    curve: meanCurveSchema.nullable(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: "Candidate" });
export type Candidate = z.output<typeof candidateSchema>;
