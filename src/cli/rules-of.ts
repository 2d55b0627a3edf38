import { DEFAULT_RULES, type EpisodeRules } from "../domain/episode-rules.ts";

/** What the options of `addRulesOptions` come to; the published rules hold where nothing is said. */
export interface RulesOptions {
  /** In intervals. */
  readonly probeCost?: number;
  /** In intervals. */
  readonly episodeBudget?: number;
  readonly branchesMax?: number;
}

/** The rules that a command was told to play by. */
export function rulesOf({
  probeCost = DEFAULT_RULES.probeCostIntervals,
  episodeBudget,
  branchesMax = DEFAULT_RULES.branchesMax,
}: RulesOptions): EpisodeRules {
  return {
    branchesMax,
    probeCostIntervals: probeCost,
    episodeBudgetIntervals: episodeBudget ?? DEFAULT_RULES.episodeBudgetIntervals,
  };
}
