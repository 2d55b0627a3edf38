import type { EpisodeRules } from "./episode-rules.ts";
import type { Interval } from "./estimate.ts";
import type { AnswerMode } from "./run-spec.ts";

/** A half-open range `[from, to)` of permutations or questions. */
export type Range = readonly [from: number, to: number];

/** What decides a cell's figures, and nothing else: equal identities have equal cells, in any run. */
export interface CellIdentity {
  /** SHA-256 of the controller's source text, in hex. */
  readonly controllerHash: string;
  /** Version of contract and kernel together: it changes when a replay returns something else. */
  readonly replayVersion: number;
  readonly environmentHash: string;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly permutations: Range;
  readonly answers: AnswerMode;
  /** Version of the rules that answers were normalised by; `null` for exact answers. */
  readonly normalisationVersion: number | null;
  readonly rules: EpisodeRules;
}

/** The figures of one cell: means over questions × permutations unless the name says otherwise. */
export interface CellFigures {
  readonly episodes: number;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** 95 %, over questions; `null` where too few of them vary. */
  readonly accuracyInterval: Interval | null;
  readonly tokens: number;
  readonly tokensP50: number;
  readonly tokensP95: number;
  readonly criticalPathTokens: number;
  readonly criticalPathTokensP50: number;
  readonly criticalPathTokensP95: number;
  readonly longestBranchTokens: number;
  readonly probes: number;
  readonly branchesOpened: number;
  readonly branchesPruned: number;
}

/**
 * The text that is hashed into a cell's key. Fields stand in a fixed order and numbers in their
 * shortest form, so that equal identities give equal texts on every machine.
 */
export function cellIdentityText(identity: CellIdentity): string {
  const { rules } = identity;
  return [
    identity.controllerHash,
    `replay=${identity.replayVersion}`,
    identity.environmentHash,
    `beta=${identity.beta ?? "none"}`,
    `permutations=[${identity.permutations[0]},${identity.permutations[1]})`,
    identity.answers === "exact" ? "exact" : `normalised=${identity.normalisationVersion}`,
    `branchesMax=${rules.branchesMax}`,
    `probeCostIntervals=${rules.probeCostIntervals}`,
    `episodeBudgetIntervals=${rules.episodeBudgetIntervals ?? "none"}`,
  ].join("\n");
}
