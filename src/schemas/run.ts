import * as z from "zod";

import { RUN_STATES, STAGES } from "../domain/states.ts";
import { environmentRefSchema } from "./environment.ts";
import { runSpecSchema } from "./run-spec.ts";
import { intervalSchema, timestampSchema } from "./wire-types.ts";

/** Where a candidate stands in its run. */
export const candidateRefSchema = z.object({
  round: z.int().min(0),
  index: z.int().min(0),
});
export type CandidateRef = z.output<typeof candidateRefSchema>;

/** How the winner was chosen. */
export const selectionSchema = z.object({
  rule: runSpecSchema.shape.selection.unwrap(),
  winner: candidateRefSchema,
  runnerUp: candidateRefSchema.nullable(),
  /** Winner's score minus the runner-up's. */
  margin: z.number().nullable(),
  marginInterval: intervalSchema.nullable(),
});
export type Selection = z.output<typeof selectionSchema>;

/** A run in a list. */
export const runSummarySchema = z
  .object({
    id: z.string(),
    state: z.enum(RUN_STATES),
    /** Why it is paused, how it completed, or the code it failed with. */
    reason: z.string().nullable(),
    currentRound: z.int().nullable(),
    currentStage: z.enum(STAGES).nullable(),
    /** Best candidate so far. */
    best: candidateRefSchema.nullable(),
    spentUsd: z.number(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
  })
  .meta({ id: "RunSummary" });

/** A run with everything that decided it. */
export const runSchema = runSummarySchema
  .extend({
    spec: runSpecSchema,
    /** What the names in the spec stood for when the run was accepted. */
    environments: z.array(environmentRefSchema),
    selection: selectionSchema.nullable(),
  })
  .meta({ id: "Run" });
export type Run = z.output<typeof runSchema>;

/** One page of runs, newest first. */
export const runPageSchema = z
  .object({ items: z.array(runSummarySchema), nextCursor: z.string().nullable() })
  .meta({ id: "RunPage" });
export type RunPage = z.output<typeof runPageSchema>;
