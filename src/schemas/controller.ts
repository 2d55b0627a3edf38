import * as z from "zod";

import { sha256Schema, timestampSchema } from "./wire-types.ts";

/** A controller without its source, for lists. */
export const controllerSummarySchema = z
  .object({
    hash: sha256Schema,
    /** `null` until the source passed the compile gate. */
    name: z.string().nullable(),
    idea: z.string().nullable(),
    origin: z.enum(["shipped", "candidate"]),
    createdAt: timestampSchema,
  })
  .meta({ id: "ControllerSummary" });
export type ControllerSummary = z.output<typeof controllerSummarySchema>;

export const controllerSchema = controllerSummarySchema
  .extend({ source: z.string() })
  .meta({ id: "Controller" });
export type Controller = z.output<typeof controllerSchema>;
