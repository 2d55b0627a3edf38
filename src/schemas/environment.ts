import * as z from "zod";

import { jsonObjectSchema, sha256Schema, timestampSchema } from "./wire-types.ts";

/** One environment as people see it: its size and what its import found, no question or answer. */
export const environmentSchema = z
  .object({
    name: z.string(),
    contentHash: sha256Schema,
    synthetic: z.boolean(),
    questionCount: z.int(),
    branchCount: z.int(),
    probeCount: z.int(),
    /** Δ; smallest and largest over the questions. */
    intervalTokensMin: z.int(),
    intervalTokensMax: z.int(),
    report: jsonObjectSchema,
    importedAt: timestampSchema,
  })
  .meta({ id: "Environment" });
export type Environment = z.output<typeof environmentSchema>;

/** An environment's name and the content it stood for when it was pinned. */
export const environmentRefSchema = z.object({ name: z.string(), contentHash: sha256Schema });
export type EnvironmentRef = z.output<typeof environmentRefSchema>;

/** All environments of the search split, by name. */
export const environmentListSchema = z
  .object({ items: z.array(environmentSchema) })
  .meta({ id: "EnvironmentList" });

/** What an import led to; content that is known already stays under its first name. */
export const environmentImportSchema = z
  .object({ created: z.boolean(), environment: environmentSchema })
  .meta({ id: "EnvironmentImport" });
export type EnvironmentImport = z.output<typeof environmentImportSchema>;
