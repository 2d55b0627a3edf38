import * as z from "zod";

import { answerModeSchema, episodeRulesSchema } from "./run-spec.ts";
import { intervalSchema, sha256Schema } from "./wire-types.ts";

/** The figures of a cell, under the domain's names. */
export const cellFiguresSchema = z.object({
  episodes: z.int(),
  accuracy: z.number(),
  accuracyInterval: intervalSchema.nullable(),
  tokens: z.number(),
  tokensP50: z.number(),
  tokensP95: z.number(),
  criticalPathTokens: z.number(),
  criticalPathTokensP50: z.number(),
  criticalPathTokensP95: z.number(),
  longestBranchTokens: z.number(),
  probes: z.number(),
  branchesOpened: z.number(),
  branchesPruned: z.number(),
});

/** One (controller, environment, β) with its figures; never changes once it exists. */
export const cellResourceSchema = z
  .object({
    key: sha256Schema,
    controllerHash: sha256Schema,
    replayVersion: z.int(),
    environmentHash: sha256Schema,
    beta: z.number().nullable(),
    /** `[from, to)` */
    permutations: z.tuple([z.int(), z.int()]),
    answers: answerModeSchema.unwrap(),
    /** Version of the rules that answers were normalised by; `null` for exact answers. */
    normalisationVersion: z.int().nullable(),
    rules: episodeRulesSchema,
    figures: cellFiguresSchema,
  })
  .meta({ id: "Cell" });
export type CellResource = z.output<typeof cellResourceSchema>;
