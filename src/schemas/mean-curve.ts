import * as z from "zod";

import type { MeanCurve } from "../domain/mean-curve.ts";
import { estimateSchema, intervalSchema } from "./wire-types.ts";

/** A controller's curve on all environments of a run together: the domain's `MeanCurve`. */
export const meanCurveSchema: z.ZodType<MeanCurve, MeanCurve> = z
  .object({
    points: z.array(
      z.object({
        beta: z.number().nullable(),
        accuracy: z.number(),
        accuracyInterval: intervalSchema.nullable(),
        tokens: z.number(),
        criticalPathTokens: z.number(),
        onFrontier: z.boolean(),
      }),
    ),
    hypervolume: estimateSchema,
  })
  .meta({ id: "MeanCurve" });
