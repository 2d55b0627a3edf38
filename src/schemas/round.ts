import * as z from "zod";

import { ROUND_OUTCOMES, STAGES } from "../domain/states.ts";
import { candidateSchema } from "./candidate.ts";
import { cellResourceSchema } from "./cell.ts";
import { timestampSchema } from "./wire-types.ts";

/** One pass through the six stages. */
export const roundSchema = z
  .object({
    runId: z.string(),
    round: z.int(),
    stage: z.enum(STAGES),
    /** `null` while it is in progress. */
    outcome: z.enum(ROUND_OUTCOMES).nullable(),
    reason: z.string().nullable(),
    /** When each stage was first entered. */
    stageStartedAt: z.partialRecord(z.enum(STAGES), timestampSchema),
    startedAt: timestampSchema,
    finishedAt: timestampSchema.nullable(),
  })
  .meta({ id: "Round" });
export type Round = z.output<typeof roundSchema>;

/** A round with the candidates that were proposed in it. */
export const roundDetailSchema = roundSchema
  .extend({ candidates: z.array(candidateSchema) })
  .meta({ id: "RoundDetail" });
export type RoundDetail = z.output<typeof roundDetailSchema>;

/** All rounds of a run so far, in order. */
export const roundListSchema = z
  .object({ items: z.array(roundDetailSchema) })
  .meta({ id: "RoundList" });

/** A round with the cells of its candidates: their curves on the environments of the run. */
export const roundWithCellsSchema = roundSchema
  .extend({ candidates: z.array(candidateSchema.extend({ cells: z.array(cellResourceSchema) })) })
  .meta({ id: "RoundWithCells" });
export type RoundWithCells = z.output<typeof roundWithCellsSchema>;
