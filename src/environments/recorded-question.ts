/** One question as it was recorded, before its answers become ids: what every importer and generator makes. */
export interface RecordedQuestion {
  readonly question: string;
  readonly gold: string;
  readonly intervalTokens: number;
  readonly branches: readonly RecordedBranch[];
}

/** One reasoning trace of a question. */
export interface RecordedBranch {
  /** Answer after 1, 2, … intervals; may be empty. */
  readonly probes: readonly string[];
  readonly tokens: number;
  readonly final: string;
}
