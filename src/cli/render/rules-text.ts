import { DEFAULT_RULES, type EpisodeRules } from "../../domain/episode-rules.ts";

/** Rules in one sentence, as far as they are not the published ones; empty where all of them are. */
export function rulesText(rules: EpisodeRules): string {
  const { branchesMax, probeCostIntervals: cost, episodeBudgetIntervals: budget } = rules;
  const parts = [
    ...(cost === DEFAULT_RULES.probeCostIntervals ? [] : [`a probe costs ${intervals(cost)}`]),
    ...(budget === null ? [] : [`an episode may spend ${intervals(budget)}`]),
    ...(branchesMax === DEFAULT_RULES.branchesMax
      ? []
      : [`an episode may open ${branchesMax} ${branchesMax === 1 ? "branch" : "branches"}`]),
  ];
  return parts.length === 0 ? "" : `Rules other than the published ones: ${parts.join(", ")}.`;
}

function intervals(count: number): string {
  return `${count} ${count === 1 ? "interval" : "intervals"}`;
}
