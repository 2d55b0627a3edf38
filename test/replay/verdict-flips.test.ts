import { expect, test } from "@jest/globals";
import { buildEnvironment } from "../../src/environments/build-environment.ts";
import { verdictFlips } from "../../src/replay/verdict-flips.ts";

/** The flips of one question, number 7, by its gold and the finals of its branches. */
function flipsOf(gold: string, finals: readonly string[]) {
  const branches = finals.map((final) => ({ probes: ["ERR"], tokens: 700, final }));
  const { environment, golds } = buildEnvironment("model/dataset", [
    { question: "How many?", gold, intervalTokens: 500, branches },
  ]);
  return verdictFlips({ ...environment, golds }, 7);
}

test("verdictFlips() tells which spellings are one answer when together they win", () => {
  expect(flipsOf("204", ["204.", "102", "204", "102", "0204"])).toEqual([
    {
      question: 7,
      gold: "204",
      exact: { answer: "102", votes: 2, right: false },
      normalised: { answer: "204.", votes: 3, right: true },
      reasons: ['"204." (1), "204" (1), "0204" (1) are one answer'],
    },
  ]);
});

test("verdictFlips() tells that the winner is no valid answer", () => {
  expect(flipsOf("7", ["ERR", "ERR", "7"])).toMatchObject([
    {
      exact: { answer: "ERR", votes: 2, right: false },
      normalised: { answer: "7", votes: 1, right: true },
      reasons: ['"ERR" (2) is no valid answer'],
    },
  ]);
});

test("verdictFlips() tells that the gold is spelled otherwise than what equals it", () => {
  expect(flipsOf("1/2", ["0.5", "0.5"])).toMatchObject([
    {
      exact: { right: false },
      normalised: { right: true },
      reasons: ['the gold "1/2" equals "0.5"'],
    },
  ]);
});

test("verdictFlips() tells that a wrong answer wins once its spellings vote together", () => {
  expect(flipsOf("8", ["8", "8", "7", "7.0", "7."])).toMatchObject([
    { exact: { right: true }, normalised: { answer: "7", votes: 3, right: false } },
  ]);
});

test("verdictFlips() tells that the gold itself is no valid answer, and nobody can be right", () => {
  expect(flipsOf("None", ["None", "None", "7"])).toMatchObject([
    {
      exact: { answer: "None", right: true },
      normalised: { answer: "7", right: false },
      reasons: ['"None" (2) is no valid answer', 'the gold "None" is no valid answer'],
    },
  ]);
});

test("verdictFlips() finds none where the verdict stays, whatever becomes of the votes", () => {
  expect(flipsOf("7", ["7", "ERR", "7."])).toEqual([]);
  expect(flipsOf("9", ["ERR", "ERR"])).toEqual([]);
});
