/** The limits every controller of a sweep plays under. */
export interface EpisodeRules {
  /** Branches an episode may open at most; 64 unless a run says otherwise. */
  readonly branchesMax: number;
  /** κ: what one probe costs, in intervals; 0 unless a run says otherwise. */
  readonly probeCostIntervals: number;
  /** B: what an episode may spend, in intervals; `null` = as much as is recorded. */
  readonly episodeBudgetIntervals: number | null;
}

/** The published setting: 64 branches, free probes, no budget. */
export const DEFAULT_RULES: EpisodeRules = {
  branchesMax: 64,
  probeCostIntervals: 0,
  episodeBudgetIntervals: null,
};
