import * as z from "zod";

import { cellResourceSchema } from "./cell.ts";
import { candidateRefSchema } from "./run.ts";
import { sha256Schema } from "./wire-types.ts";

/**
 * What a run is judged by: the curves of its baselines and of its best candidate so far, each on all
 * environments of the run. A controller that is not evaluated yet has no cells.
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
        cells: z.array(cellResourceSchema),
      }),
    ),
  })
  .meta({ id: "RunCurves" });
export type RunCurves = z.output<typeof runCurvesSchema>;
