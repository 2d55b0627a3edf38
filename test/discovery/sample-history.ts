import type { CellFigures } from "../../src/domain/cell.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import type { Candidate } from "../../src/discovery/candidate.ts";
import type { CurvePoint } from "../../src/discovery/curve-point.ts";
import type { CandidateRecord, History, RoundRecord } from "../../src/discovery/history.ts";
import type { StepContext } from "../../src/discovery/proposer.ts";

/** Figures of a cell where nothing was spent, but for those given. */
function figures(given: Partial<CellFigures>): CellFigures {
  return {
    episodes: 3_000,
    accuracy: 0,
    accuracyInterval: null,
    tokens: 0,
    tokensP50: 0,
    tokensP95: 0,
    criticalPathTokens: 0,
    criticalPathTokensP50: 0,
    criticalPathTokensP95: 0,
    longestBranchTokens: 0,
    probes: 0,
    branchesOpened: 0,
    branchesPruned: 0,
    ...given,
  };
}

/** A point of a curve on the sample environment. */
export function point(beta: number | null, given: Partial<CellFigures>): CurvePoint {
  return { environment: "toy/search", beta, figures: figures(given) };
}

/** A scored candidate of an earlier round. */
export function scored(given: Partial<CandidateRecord>): CandidateRecord {
  return {
    index: 0,
    name: "lead-2",
    source: "export default lead2;",
    hypothesis: "A lead of two is enough.",
    expected: [],
    state: "scored",
    reason: null,
    score: 0.41,
    points: [],
    prediction: null,
    findings: [],
    diagnostics: [],
    ...given,
  };
}

/** An earlier round that ended well. */
export function doneRound(round: number, ...candidates: CandidateRecord[]): RoundRecord {
  return { round, outcome: "done", reason: null, candidates };
}

/** A run in its first round, with one baseline. */
export function sampleHistory(given: Partial<History> = {}): History {
  return {
    runId: "run-1",
    round: 1,
    roundsMax: 3,
    contract: "export function defineController(controller: Controller): Controller;",
    template: "export default defineController({});",
    environments: ["toy/search"],
    betas: [0, 0.5, 1],
    rules: DEFAULT_RULES,
    baselines: [
      {
        name: "sc@64",
        source: "export default sc;",
        points: [point(null, { accuracy: 0.5, tokens: 64_000, criticalPathTokens: 2_000 })],
      },
    ],
    rounds: [],
    now: { results: [], revisions: [] },
    ...given,
  };
}

/** A candidate as an author hands it in. */
export const SAMPLE_CANDIDATE: Candidate = {
  source: "export default mine;",
  hypothesis: "Stops at a lead of three.",
  expected: [
    {
      reference: "sc@64",
      environments: ["toy/search"],
      betas: [0, 0.5],
      accuracyPoints: -1,
      tokenRatio: 0.5,
    },
  ],
};

/** A step that nobody interrupts. */
export function stepContext(): StepContext {
  return { signal: new AbortController().signal, owner: "discovery-run-1-r1/propose/1" };
}
