import { expect, test } from "@jest/globals";
import parallelProbe from "../../src/controllers/parallel-probe.ts";
import { DELTA, END, playQuestion } from "./play-question.ts";

const steady = (letter: string, probes = 60) => letter.repeat(probes + 1);

test("parallel-probe stops once the winner has stood for 40 steps after the first", () => {
  expect(playQuestion(parallelProbe, [steady("a"), steady("a")])).toEqual({
    answer: "a",
    tokens: 2 * 42 * DELTA,
    criticalPathTokens: 42 * DELTA,
    longestBranchTokens: 42 * DELTA,
    probes: 84,
    branchesOpened: 2,
    branchesPruned: 0,
  });
});

test("parallel-probe begins to count misses at step 15 and prunes at the seventh in a row", () => {
  const { tokens, branchesPruned } = playQuestion(parallelProbe, [
    steady("a"),
    steady("a"),
    steady("b"),
  ]);
  // Opened at depth 1, and advanced in the steps 0 … 21.
  expect(tokens).toBe((2 * 42 + 23) * DELTA);
  expect(branchesPruned).toBe(1);
});

test("parallel-probe forgives misses once a chain has agreed again", () => {
  const returning = `${"b".repeat(22)}a${"b".repeat(6)}${"a".repeat(20)}`;
  const chains = [steady("a"), steady("a"), returning];
  expect(playQuestion(parallelProbe, chains).branchesPruned).toBe(0);
});

test("parallel-probe lets finished chains vote, and prunes none of them", () => {
  const { answer, branchesPruned } = playQuestion(parallelProbe, ["b", "b", steady("a")]);
  expect([answer, branchesPruned]).toEqual(["b", 1]);
});

test("parallel-probe breaks a tie in favour of the chain opened first", () => {
  expect(playQuestion(parallelProbe, [steady("b"), steady("a")]).answer).toBe("b");
});

test("parallel-probe stops when all chains are finished", () => {
  const chains = ["ab", "aab", "c"];
  const { answer, criticalPathTokens } = playQuestion(parallelProbe, chains);
  expect([answer, criticalPathTokens]).toEqual(["b", 2 * DELTA + END]);
});

test("parallel-probe ends after 100 steps where no winner stands", () => {
  const restless = `${"ab".repeat(80)}c`;
  const { answer, tokens } = playQuestion(parallelProbe, [restless]);
  expect([answer, tokens]).toEqual(["a", 101 * DELTA]);
});

test("parallel-probe takes a lack of valid answers neither for a winner nor for stability", () => {
  const silent = `${"-".repeat(60)}a`;
  const { answer, tokens, branchesPruned } = playQuestion(parallelProbe, [silent, silent]);
  expect([answer, tokens, branchesPruned]).toEqual(["a", 2 * (60 * DELTA + END), 0]);
});

test("parallel-probe counts a miss where others have an answer and a chain has none", () => {
  const { branchesPruned } = playQuestion(parallelProbe, [steady("a"), steady("-")]);
  expect(branchesPruned).toBe(1);
});

test("parallel-probe answers with its winner when the budget ends", () => {
  const rules = { episodeBudgetIntervals: 5 };
  const { answer, tokens } = playQuestion(parallelProbe, [steady("a"), steady("b")], rules);
  expect([answer, tokens]).toEqual(["a", 5 * DELTA]);
});
