import { z } from "zod";
import type { Candidate } from "../discovery/candidate.ts";
import type { Finding } from "../discovery/finding.ts";
import type { RevisionAsk } from "../discovery/history.ts";
import type { ProposerRequestResult } from "../discovery/proposer-request.ts";
import type { PredictionScore } from "../discovery/score-prediction.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { listCandidates, updateCritiques } from "../store/candidates.ts";
import type { Sql } from "../store/store.ts";
import type { CandidateInput } from "./enter-stage.ts";

/*
 * What the activities store as JSON with a candidate or a request, and read back for the next step:
 * the database keeps it, the forms are discovery's.
 */

const effectSchema = z.object({
  reference: z.string(),
  environments: z.array(z.string()),
  betas: z.array(z.number()),
  accuracyPoints: z.number(),
  tokenRatio: z.number(),
});
const effectsSchema = z.array(effectSchema);
const predictionSchema = z.object({
  held: z.number().nullable(),
  effects: z.array(
    z.object({
      effect: effectSchema,
      measured: z.object({ accuracyPoints: z.number(), tokenRatio: z.number() }).nullable(),
      accuracyHeld: z.boolean(),
      tokensHeld: z.boolean(),
    }),
  ),
});
const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(["note", "revise"]),
  text: z.string(),
});
const diagnosticSchema = z.object({
  line: z.int(),
  column: z.int(),
  code: z.string(),
  message: z.string(),
});
const resultSchema = z.object({
  id: z.string(),
  kind: z.literal("check-draft"),
  ok: z.boolean(),
  diagnostics: z.array(diagnosticSchema),
});
const reviewSchema = z.object({
  by: z.enum(["critic", "compile"]),
  /** How many revisions the round had seen when this was written. */
  attempt: z.int(),
  /** Whether it sent the candidate back. */
  asked: z.boolean(),
  candidate: z.object({
    source: z.string(),
    hypothesis: z.string(),
    expected: effectsSchema,
  }),
  findings: z.array(findingSchema),
  diagnostics: z.array(diagnosticSchema),
});

/** What a critic or the compile gate said about one version of a candidate; stored with the candidate. */
export interface CandidateReview {
  readonly by: "critic" | "compile";
  readonly attempt: number;
  readonly asked: boolean;
  readonly candidate: Candidate;
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

type Json = Record<string, unknown>;

/** The predictions that a candidate was stored with. */
export function readEffects(expectedEffect: Json | null): Candidate["expected"] {
  return expectedEffect === null ? [] : effectsSchema.parse(expectedEffect["effects"]);
}

/** How those predictions came out, once the candidate was scored. */
export function readPrediction(predictionScore: Json | null): PredictionScore | null {
  return predictionScore === null ? null : predictionSchema.parse(predictionScore);
}

/** The answer to a proposer's request. */
export function readRequestResult(result: Json): ProposerRequestResult {
  return resultSchema.parse(result);
}

/** The reviews of a candidate, oldest first. */
export function readReviews(critiques: readonly Json[]): CandidateReview[] {
  return critiques.map((critique) => reviewSchema.parse(critique));
}

/** The reviews that sent a candidate back. */
export function revisionAsks(reviews: readonly CandidateReview[]): RevisionAsk[] {
  return reviews
    .filter(({ asked }) => asked)
    .map(({ by, candidate, findings, diagnostics }) => ({ by, candidate, findings, diagnostics }));
}

/** Stores a review; a step that is repeated replaces what it wrote before. */
export async function storeReview(
  sql: Sql,
  key: CandidateInput,
  review: CandidateReview,
): Promise<void> {
  const candidates = await listCandidates(sql, key.runId, key.round);
  const stored = candidates.find(({ index }) => index === key.index);
  const others = readReviews(stored?.critiques ?? []).filter(
    ({ by, attempt }) => by !== review.by || attempt !== review.attempt,
  );
  await updateCritiques(
    sql,
    key,
    [...others, review].map((each): Json => reviewSchema.parse(each)),
  );
}
