/**
 * What a sweep keeps of every episode, as columns of one length: one (controller, β) pair on a range of
 * questions × permutations. Episode `e` is question `⌊e / permutationCount⌋` and permutation
 * `e mod permutationCount` of that range.
 */
export interface EpisodeColumns {
  /** Id of the returned answer in the question's dictionary; −1 = none returned. */
  readonly answerIds: Int32Array;
  /** 1 where the answer equals the gold. */
  readonly correct: Uint8Array;
  /** Tokens of all branches together, probe tokens included. */
  readonly tokens: Float64Array;
  /** Tokens of the longest chain of batches: what a live run would wait for. */
  readonly criticalPathTokens: Float64Array;
  /** Tokens of the most expensive branch. */
  readonly longestBranchTokens: Float64Array;
  readonly probes: Uint32Array;
  readonly branchesOpened: Uint16Array;
  readonly branchesPruned: Uint16Array;
  /** 32-bit digest of the action trace: two episodes that acted alike have the same. */
  readonly digests: Uint32Array;
}

/** The same columns before anybody who knows the golds has judged them. */
export type UnjudgedColumns = Omit<EpisodeColumns, "correct">;

/** Every column by name, in the order in which they are written and sent: stored bytes depend on it. */
export const COLUMN_NAMES = [
  "answerIds",
  "correct",
  "tokens",
  "criticalPathTokens",
  "longestBranchTokens",
  "probes",
  "branchesOpened",
  "branchesPruned",
  "digests",
] as const satisfies readonly (keyof EpisodeColumns)[];
