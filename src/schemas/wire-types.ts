import * as z from "zod";

import type { Interval } from "../domain/estimate.ts";

/** SHA-256 in lower-case hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u, "expected a SHA-256 in hex");

/** An instant in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = z.string().meta({ format: "date-time" });

/** An object whose inside belongs to someone else: a report, an event's payload. */
export const jsonObjectSchema = z.record(z.string(), z.unknown());
export type JsonObject = z.output<typeof jsonObjectSchema>;

/** Lower and upper end of a 95 % interval. */
export const intervalSchema: z.ZodType<Interval, Interval> = z.tuple([z.number(), z.number()]);

/** A figure with its interval, or with the reason why it has none. */
export const estimateSchema = z.union([
  z.object({ value: z.number(), interval: intervalSchema }),
  z.object({ value: z.number(), interval: z.null(), reason: z.string() }),
]);
