import { createHash } from "node:crypto";
import { type CellIdentity, cellIdentityText, type Range } from "../domain/cell.ts";
import type { EpisodeRules } from "../domain/episode-rules.ts";
import type { AnswerMode } from "../domain/run-spec.ts";
import { NORMALISATION_VERSION } from "../replay/normalise-answer.ts";
import { REPLAY_VERSION } from "../replay/version.ts";

/** What all cells of a sweep have in common. */
export interface SweepRules {
  readonly permutations: Range;
  readonly answers: AnswerMode;
  readonly rules: EpisodeRules;
}

/** The identity of one cell of a sweep, under the contract, kernel and normalisation of this process. */
export function cellIdentity(
  { permutations, answers, rules }: SweepRules,
  controllerHash: string,
  environmentHash: string,
  beta: number | null,
): CellIdentity {
  return {
    controllerHash,
    replayVersion: REPLAY_VERSION,
    environmentHash,
    beta,
    permutations,
    answers,
    normalisationVersion: answers === "exact" ? null : NORMALISATION_VERSION,
    rules,
  };
}

/** SHA-256 of a cell's identity, in hex: its key in the store. */
export function cellKey(identity: CellIdentity): string {
  return createHash("sha256").update(cellIdentityText(identity)).digest("hex");
}
