import * as z from "zod";

import { cellResourceSchema } from "./cell.ts";
import { meanCurveSchema } from "./mean-curve.ts";
import { candidateRefSchema } from "./run.ts";
import { sha256Schema } from "./wire-types.ts";

/**
 * What a run is judged by: the curves of its baselines and of its best candidate so far, each on all
 * environments of the run together and cell by cell. A controller that is not evaluated yet has neither.
 */
export const runCurvesSchema = z
  .object({
    items: z.array(
      z.object({
        role: z.enum(["baseline", "best"]),
        name: z.string().nullable(),
        controllerHash: sha256Schema,
        /** Where the best candidate stands; `null` for baselines. */
        candidate: candidateRefSchema.nullable(),
        mean: meanCurveSchema.nullable(),
        cells: z.array(cellResourceSchema),
      }),
    ),
  })
  .meta({ id: "RunCurves" });
export type RunCurves = z.output<typeof runCurvesSchema>;
