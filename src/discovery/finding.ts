/** How much a finding weighs: a remark, or a reason to send the candidate back. */
export type Severity = "note" | "revise";

/** One point of a review. */
export interface Finding {
  /** Stable kebab-case word to count and compare by. */
  readonly code: string;
  readonly severity: Severity;
  /** One or two sentences with the figures that show it. */
  readonly text: string;
}
