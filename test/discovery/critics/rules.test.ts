import { expect, test } from "@jest/globals";
import type { ControllerFacts } from "../../../src/domain/controller-facts.ts";
import type { Review } from "../../../src/discovery/critic.ts";
import { noCritic } from "../../../src/discovery/critics/none.ts";
import { rulesCritic } from "../../../src/discovery/critics/rules.ts";
import type { CurvePoint } from "../../../src/discovery/curve-point.ts";
import type { History } from "../../../src/discovery/history.ts";
import {
  doneRound,
  point,
  SAMPLE_CANDIDATE,
  sampleHistory,
  scored,
  stepContext,
} from "../sample-history.ts";

const facts: ControllerFacts = {
  name: "mine",
  idea: "",
  betas: [0, 0.5, 1],
  knobs: [
    { name: "lead", direction: "rises", values: [2, 3, 4] },
    { name: "width", direction: "stays", values: [8, 8, 8] },
  ],
};
const review: Review = { candidate: SAMPLE_CANDIDATE, facts, index: 0 };

const judge = (given: Partial<Review>, history: Partial<History> = {}) =>
  rulesCritic().review({ ...review, ...given }, sampleHistory(history), stepContext());

/** What it says about a candidate of the round before that was measured like this. */
async function aboutLastRound(points: CurvePoint[], history: Partial<History> = {}) {
  const rounds = [doneRound(1, scored({ points }))];
  const { verdict, findings } = await judge({}, { round: 2, rounds, ...history });
  expect(verdict).toBe("approve");
  return findings;
}

/** A curve without fault: more β, more tokens, more accuracy. */
const sound = [
  point(0, { accuracy: 0.3, tokens: 8_000, criticalPathTokens: 1_000 }),
  point(0.5, { accuracy: 0.4, tokens: 16_000, criticalPathTokens: 1_500 }),
  point(1, { accuracy: 0.51, tokens: 63_000, criticalPathTokens: 2_000 }),
];

test("noCritic() approves without a word", async () => {
  const critique = await noCritic().review(review, sampleHistory(), stepContext());
  expect(critique).toEqual({ verdict: "approve", findings: [] });
});

test("rulesCritic() has nothing to say about a sound candidate after a sound round", async () => {
  expect(await aboutLastRound(sound)).toEqual([]);
});

test("rulesCritic() asks for a revision of a source that was played before, whatever its layout", async () => {
  const source = "export   default\n mine;";
  const rounds = [doneRound(1, scored({ source, points: sound }))];
  const { verdict, findings } = await judge({}, { round: 2, rounds });
  expect(verdict).toBe("revise");
  expect(findings).toEqual([
    {
      code: "same-source",
      severity: "revise",
      text: "The source is that of round 1 (scored, score 0.410): its cells are known, the round would add nothing.",
    },
  ]);
});

test("rulesCritic() asks once: the same fault in a revised candidate is a note", async () => {
  const rounds = [doneRound(1, scored({ source: SAMPLE_CANDIDATE.source, points: sound }))];
  const first = await judge({}, { round: 2, rounds });
  const revisions = [
    {
      by: "critic" as const,
      candidate: SAMPLE_CANDIDATE,
      findings: first.findings,
      diagnostics: [],
    },
  ];
  const second = await judge({}, { round: 2, rounds, now: { results: [], revisions } });
  expect(second.verdict).toBe("approve");
  expect(second.findings).toMatchObject([{ code: "same-source", severity: "note" }]);
});

test("rulesCritic() notes a knob that claims to move and does not", async () => {
  const knobs = [
    ...facts.knobs,
    { name: "patience", direction: "falls" as const, values: [5, 5, 5] },
  ];
  const { verdict, findings } = await judge({ facts: { ...facts, knobs } });
  expect(verdict).toBe("approve");
  expect(findings).toEqual([
    {
      code: "knob-unmoved",
      severity: "note",
      text: "Knob patience falls with β by its word, and is 5 at each of the 3 βs.",
    },
  ]);
});

test("rulesCritic() asks for a revision where β moves no knob at all", async () => {
  const knobs = facts.knobs.filter((knob) => knob.direction === "stays");
  const { verdict, findings } = await judge({ facts: { ...facts, knobs } });
  expect(verdict).toBe("revise");
  expect(findings).toMatchObject([{ code: "no-knob-moves" }]);
});

test("rulesCritic() leaves a controller without knobs, and one that does not compile, alone", async () => {
  expect(await judge({ facts: { ...facts, betas: [], knobs: [] } })).toMatchObject({
    findings: [],
  });
  expect(await judge({ facts: null })).toMatchObject({ findings: [] });
});

test("rulesCritic() notes a hypothesis without numbers", async () => {
  const { verdict, findings } = await judge({ candidate: { ...SAMPLE_CANDIDATE, expected: [] } });
  expect(verdict).toBe("approve");
  expect(findings).toMatchObject([{ code: "no-prediction", severity: "note" }]);
});

test("rulesCritic() notes points that a baseline dominates, with the one that loses most", async () => {
  const points = [...sound.slice(0, 2), point(1, { accuracy: 0.45, tokens: 65_000 })];
  expect(await aboutLastRound(points)).toEqual([
    {
      code: "dominated-points",
      severity: "note",
      text: "lead-2 (round before), toy/search: 1 of 3 points are dominated, most of all (β = 1, 45.0 %, 65000 tokens) by sc@64 (50.0 %, 64000 tokens).",
    },
  ]);
});

test("rulesCritic() notes measured tokens that fall with β, and not a fall within noise", async () => {
  const falling = [
    point(0, { accuracy: 0.3, tokens: 8_000 }),
    point(0.5, { accuracy: 0.31, tokens: 7_950 }),
    point(1, { accuracy: 0.4, tokens: 6_000 }),
  ];
  const findings = await aboutLastRound(falling);
  expect(findings.find((finding) => finding.code === "tokens-fall-with-beta")?.text).toBe(
    "lead-2 (round before), toy/search: measured tokens fall once where β rises, most from (β = 0.5, 31.0 %, 7950 tokens) to (β = 1, 40.0 %, 6000 tokens): more β must buy more.",
  );
});

test("rulesCritic() notes probes that prune nothing, with what they cost", async () => {
  const probing = sound.map(({ beta, figures }) => point(beta, { ...figures, probes: 12.5 }));
  const rules = { branchesMax: 64, probeCostIntervals: 0.1, episodeBudgetIntervals: null };
  const findings = await aboutLastRound(probing, { rules });
  expect(findings).toMatchObject([{ code: "probes-unused" }]);
  expect(findings[0]?.text).toContain("up to 12.5 probes an episode (1.3 intervals)");
  const pruning = probing.map(({ beta, figures }) =>
    point(beta, { ...figures, branchesPruned: 1 }),
  );
  expect(await aboutLastRound(pruning, { rules })).toEqual([]);
});

test("rulesCritic() notes a critical path far above a baseline's at the same tokens", async () => {
  const slow = sound.map(({ beta, figures }) =>
    point(beta, { ...figures, criticalPathTokens: figures.tokens / 4 }),
  );
  const findings = await aboutLastRound(slow);
  expect(findings).toMatchObject([{ code: "long-critical-path" }]);
  expect(findings[0]?.text).toContain("7.9 times as long as for sc@64");
});

test("rulesCritic() does not judge candidates that were never scored", async () => {
  const rounds = [
    doneRound(1, scored({ state: "crashed", score: null, points: sound.toReversed() })),
  ];
  expect(await judge({}, { round: 2, rounds })).toMatchObject({ findings: [] });
});
