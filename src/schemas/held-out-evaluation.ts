import * as z from "zod";

import { cellFiguresSchema } from "./cell.ts";
import {
  answerModeSchema,
  betasSchema,
  episodeRulesSchema,
  namesSchema,
  permutationsSchema,
} from "./run-spec.ts";
import { intervalSchema, sha256Schema, timestampSchema } from "./wire-types.ts";

export const HELD_OUT_EVALUATION_STATES = ["queued", "running", "completed", "failed"] as const;

const sweepShape = {
  environments: namesSchema,
  betas: betasSchema,
  permutations: permutationsSchema,
  answers: answerModeSchema,
  rules: episodeRulesSchema,
};

/** What a caller asks: one controller beside another on held-out environments. */
export const heldOutEvaluationRequestSchema = z
  .strictObject({
    /** Hash of a stored controller, or the name of one that ships. */
    controller: z.string().min(1),
    baseline: z.string().min(1).default("cmc"),
    ...sweepShape,
  })
  .meta({ id: "HeldOutEvaluationRequest" });

const controllerRefSchema = z.object({ name: z.string().nullable(), hash: sha256Schema });

/** The request with its controllers resolved to content. */
export const heldOutEvaluationSpecSchema = z.object({
  controller: controllerRefSchema,
  baseline: controllerRefSchema,
  ...sweepShape,
});
export type HeldOutEvaluationSpec = z.output<typeof heldOutEvaluationSpecSchema>;

/** Controller minus baseline at one β, over all environments. */
const differenceSchema = z.object({
  beta: z.number().nullable(),
  quantity: z.enum(["accuracy", "tokens", "criticalPathTokens"]),
  value: z.number(),
  /** `null` where too few questions differ for an interval to mean anything; `note` says so. */
  interval: intervalSchema.nullable(),
  separated: z.boolean(),
  note: z.string().nullable(),
  /** Of the variance, by one question, where it is half or more; verdicts of earlier versions do not tell. */
  outlierShare: z.number().nullable().default(null),
});

/** What may leave the held-out side: figures and intervals, nothing about a question. */
export const heldOutVerdictSchema = z.object({
  cells: z.array(
    z.object({
      environment: z.string(),
      controller: z.string(),
      beta: z.number().nullable(),
      figures: cellFiguresSchema,
    }),
  ),
  differences: z.array(differenceSchema),
});
export type HeldOutVerdict = z.output<typeof heldOutVerdictSchema>;

export const heldOutEvaluationSchema = z
  .object({
    id: z.string(),
    /** The run whose winner is judged; `null` when a person asked. */
    runId: z.string().nullable(),
    state: z.enum(HELD_OUT_EVALUATION_STATES),
    reason: z.string().nullable(),
    spec: heldOutEvaluationSpecSchema,
    verdict: heldOutVerdictSchema.nullable(),
    /** The how-manieth look at this data. */
    look: z.int().nullable(),
    requestedBy: z.string(),
    createdAt: timestampSchema,
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
  })
  .meta({ id: "HeldOutEvaluation" });
export type HeldOutEvaluation = z.output<typeof heldOutEvaluationSchema>;
