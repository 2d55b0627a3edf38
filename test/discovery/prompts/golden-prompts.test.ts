import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { criticSystemPrompt, reviewTask } from "../../../src/discovery/prompts/critic-prompt.ts";
import {
  proposerSystemPrompt,
  roundTask,
  startingPoint,
} from "../../../src/discovery/prompts/proposer-prompt.ts";
import { scorePrediction } from "../../../src/discovery/score-prediction.ts";
import { doneRound, point, SAMPLE_CANDIDATE, sampleHistory, scored } from "../sample-history.ts";

/** The third round of a run in which one candidate was scored and one never compiled. */
function playedHistory() {
  const empty = sampleHistory();
  const points = [
    point(0, { accuracy: 0.312, tokens: 8_000, tokensP95: 9_100, criticalPathTokens: 1_900 }),
    point(0.5, { accuracy: 0.455, tokens: 20_000, criticalPathTokens: 2_400, branchesOpened: 9.4 }),
    point(1, { accuracy: 0.52, accuracyInterval: [0.41, 0.63], tokens: 40_000 }),
  ];
  const { expected } = SAMPLE_CANDIDATE;
  const prediction = scorePrediction(expected, points, empty.baselines);
  const finding = { code: "knob-unmoved", severity: "note" as const, text: "Knob width is 8." };
  const first = scored({ ...SAMPLE_CANDIDATE, points, prediction, findings: [finding] });
  const second = scored({
    source: "export default broken",
    name: null,
    state: "rejected",
    reason: "does not compile",
    score: null,
    diagnostics: [
      { line: 1, column: 16, code: "type/2304", message: "Cannot find name 'broken'." },
    ],
  });
  const rejected = {
    ...doneRound(2, second),
    outcome: "rejected" as const,
    reason: "no candidate compiled",
  };
  return sampleHistory({ round: 3, rounds: [doneRound(1, first), rejected] });
}

const facts = {
  name: "mine",
  idea: "Stop at a lead.",
  betas: [0, 0.25, 0.5, 0.75, 1],
  knobs: [{ name: "lead", direction: "rises" as const, values: [2, 2, 3, 3, 4] }],
};

test.each([
  ["proposer-system", proposerSystemPrompt(sampleHistory())],
  ["proposer-start", startingPoint(sampleHistory())],
  ["proposer-round-1", roundTask(sampleHistory())],
  ["proposer-round-3", roundTask(playedHistory())],
  ["critic-system", criticSystemPrompt(sampleHistory())],
  ["critic-review", reviewTask({ candidate: SAMPLE_CANDIDATE, facts, index: 0 }, playedHistory())],
])(
  "prompt %s is what fixtures/prompts has: a change is shown, and kept with UPDATE_PROMPTS=1",
  (name, prompt) => {
    const file = new URL(`../../../fixtures/prompts/${name}.txt`, import.meta.url);
    // oxlint-disable-next-line node/no-process-env -- a switch of the person who runs the test
    if (process.env["UPDATE_PROMPTS"] === "1") writeFileSync(file, `${prompt}\n`);
    expect(`${prompt}\n`).toBe(readFileSync(file, "utf8"));
  },
);

test("prompts depend on nothing but the history", () => {
  expect(roundTask(playedHistory())).toBe(roundTask(playedHistory()));
});
