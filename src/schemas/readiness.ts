import * as z from "zod";

const checkSchema = z.object({
  ok: z.boolean(),
  /** What is wrong and what to do; `null` when nothing is. */
  detail: z.string().nullable(),
});

/** Whether the service can do its work, and which part of it can't. */
export const readinessSchema = z
  .object({
    ready: z.boolean(),
    checks: z.object({ postgres: checkSchema, migrations: checkSchema, temporal: checkSchema }),
  })
  .meta({ id: "Readiness" });
export type Readiness = z.output<typeof readinessSchema>;
