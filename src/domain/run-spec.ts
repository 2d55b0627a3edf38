import type { EpisodeRules } from "./episode-rules.ts";

/** How answers compare: as exact strings, or after the documented normalisation. */
export type AnswerMode = "exact" | "normalised";

/** Who writes candidates. */
export type ProposerSpec =
  /** Plays the given sources in order, one a round; gives up when they are used up. */
  | { readonly kind: "sequence"; readonly sources: readonly string[] }
  /** A model with tools, through the Messages API. */
  | {
      readonly kind: "anthropic";
      readonly model: string;
      /** Model turns in one round at most, checks of drafts included. */
      readonly turnsMax: number;
      readonly outputTokensMax: number;
    };

/** Who reviews a candidate before it is compiled. */
export type CriticSpec =
  | { readonly kind: "none" }
  /** Static facts and the last round's cells; never asks for a revision twice for one reason. */
  | { readonly kind: "rules" }
  | { readonly kind: "anthropic"; readonly model: string; readonly outputTokensMax: number };

/** How the winner of a run is chosen among its scored candidates (a controller with its whole β curve). */
export type SelectionRule =
  /** Largest hypervolume, mean over environments. */
  | "frontier"
  /** Highest mean search accuracy over rounds × β, the published rule; it buys tokens. */
  | "published";

/** A last check on data that the search never saw. */
export interface HeldOutSpec {
  /** Names of held-out environments. */
  readonly environments: readonly string[];
  /** Controller that the winner is compared with. */
  readonly baseline: string;
}

/** Everything that decides what a run does. Stored with the run, validated by `schemas/run-spec.ts`. */
export interface RunSpec {
  /** Names of search environments; their content hashes are pinned when the run is accepted. */
  readonly environments: readonly string[];
  /** Grid of the one knob, each in [0, 1], ascending. */
  readonly betas: readonly number[];
  /** Permutations 0 … n − 1 of every question's branches. */
  readonly permutations: number;
  readonly answers: AnswerMode;
  readonly rules: EpisodeRules;
  readonly roundsMax: number;
  /** Rounds without a better selection score before the run stops; `null` = never. */
  readonly patience: number | null;
  readonly proposer: ProposerSpec;
  readonly critic: CriticSpec;
  /** Revisions that critic and compile gate may ask for in one round, together. */
  readonly revisionsMax: number;
  /** What the run may spend on model turns, in USD; `null` = nothing may be spent. */
  readonly budgetUsd: number | null;
  readonly selection: SelectionRule;
  /** Controllers that every candidate is shown beside, by shipped name. */
  readonly baselines: readonly string[];
  readonly seed: number;
  readonly heldOut: HeldOutSpec | null;
}
