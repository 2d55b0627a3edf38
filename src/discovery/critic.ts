import type { ControllerFacts } from "../domain/controller-facts.ts";
import type { Candidate } from "./candidate.ts";
import type { Finding } from "./finding.ts";
import type { History } from "./history.ts";
import type { StepContext } from "./proposer.ts";

/** A review. `revise` sends the candidate back, if the round still has revisions left. */
export interface Critique {
  readonly verdict: "approve" | "revise";
  readonly findings: readonly Finding[];
}

/** What a critic reviews. */
export interface Review {
  readonly candidate: Candidate;
  /** `null` when the source does not compile: the compile gate will say so itself. */
  readonly facts: ControllerFacts | null;
  /** Position of the candidate in its round. */
  readonly index: number;
}

/** Reviews a candidate before it is compiled for good. Keeps nothing, like a proposer. */
export interface Critic {
  review(review: Review, history: History, context: StepContext): Promise<Critique>;
}

/** The review that these findings add up to: one reason to revise is enough. */
export function critiqueOf(findings: readonly Finding[]): Critique {
  const revise = findings.some((finding) => finding.severity === "revise");
  return { verdict: revise ? "revise" : "approve", findings };
}
