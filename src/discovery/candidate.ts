/** Largest source a proposer may hand in, in bytes of UTF-8. */
export const SOURCE_BYTES_MAX = 64 * 1024;

/** Longest hypothesis a proposer may hand in, in characters. */
export const HYPOTHESIS_CHARACTERS_MAX = 2_000;

/** Most predictions a candidate may come with. */
export const EXPECTED_EFFECTS_MAX = 12;

/**
 * One prediction in numbers, about the mean over the named environments × βs: the candidate beside
 * a reference at the same β.
 */
export interface ExpectedEffect {
  /** A baseline's name, or `round N` for that round's best candidate. */
  readonly reference: string;
  readonly environments: readonly string[];
  /** Empty for a candidate without knobs. */
  readonly betas: readonly number[];
  /** Candidate minus reference, in percentage points of accuracy. */
  readonly accuracyPoints: number;
  /** Candidate's tokens over the reference's; 0.8 = a fifth cheaper. */
  readonly tokenRatio: number;
}

/** What a proposer hands in to be reviewed, compiled and evaluated. */
export interface Candidate {
  readonly source: string;
  /** One paragraph: what it changes and why that should pay. */
  readonly hypothesis: string;
  /** Scored against the measured cells afterwards; empty when nothing was predicted. */
  readonly expected: readonly ExpectedEffect[];
}
