/**
 * The typed attributes that workflows set and the Temporal UI filters by, each with the type under
 * which a server must know it. The dev server registers them at start; a cluster needs them once.
 */
export const SEARCH_ATTRIBUTES = {
  AutoTtsRunId: "Keyword",
  AutoTtsPhase: "Keyword",
  AutoTtsRound: "Int",
  AutoTtsBestScore: "Double",
  AutoTtsSpendUsd: "Double",
} as const;
