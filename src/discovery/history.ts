import type { EpisodeRules } from "../domain/episode-rules.ts";
import type { CandidateState, RoundOutcome } from "../domain/states.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Candidate } from "./candidate.ts";
import type { CurvePoint } from "./curve-point.ts";
import type { Finding } from "./finding.ts";
import type { ProposerRequestResult } from "./proposer-request.ts";
import type { PredictionScore } from "./score-prediction.ts";

/** A controller that every candidate is shown beside. */
export interface BaselineRecord {
  readonly name: string;
  readonly source: string;
  readonly points: readonly CurvePoint[];
}

/** A candidate of an earlier round, with all that became known about it. */
export interface CandidateRecord extends Candidate {
  /** Position in its round. */
  readonly index: number;
  /** What the source calls itself; `null` when it never compiled. */
  readonly name: string | null;
  readonly state: CandidateState;
  /** Why it was not scored; `null` when it was. */
  readonly reason: string | null;
  /** The run's selection score; `null` when it was not scored. */
  readonly score: number | null;
  readonly points: readonly CurvePoint[];
  readonly prediction: PredictionScore | null;
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An earlier round, ended. */
export interface RoundRecord {
  readonly round: number;
  readonly outcome: RoundOutcome;
  readonly reason: string | null;
  readonly candidates: readonly CandidateRecord[];
}

/** A candidate of the round in progress that came back: mend it, or withdraw it. */
export interface RevisionAsk {
  readonly by: "critic" | "compile";
  readonly candidate: Candidate;
  /** What the critic found; empty when the compile gate asks. */
  readonly findings: readonly Finding[];
  /** What the compile gate said; empty when the critic asks. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What happened in the round in progress. */
export interface RoundInProgress {
  /** In any order; each belongs to the request of its id. */
  readonly results: readonly ProposerRequestResult[];
  /** Oldest first; the n-th answers the n-th candidate handed in. */
  readonly revisions: readonly RevisionAsk[];
}

/** All that a proposer or critic may know. It grows, and is never changed. */
export interface History {
  readonly runId: string;
  /** The round in progress, from 1. */
  readonly round: number;
  readonly roundsMax: number;
  /** Text of the contract that controllers are written against. */
  readonly contract: string;
  /** The commented controller that an author starts from. */
  readonly template: string;
  readonly environments: readonly string[];
  readonly betas: readonly number[];
  readonly rules: EpisodeRules;
  readonly baselines: readonly BaselineRecord[];
  /** Earlier rounds, oldest first. */
  readonly rounds: readonly RoundRecord[];
  readonly now: RoundInProgress;
}
