import { expect, test } from "@jest/globals";
import answerConsistency from "../../src/controllers/answer-consistency.ts";
import { DELTA, END, playQuestion } from "./play-question.ts";

const times = (count: number, letter: string) => letter.repeat(count);

test("answer-consistency stops at the fourteenth equal probe in a row", () => {
  const chain = `${times(13, "b")}${times(40, "a")}c`;
  expect(playQuestion(answerConsistency, [chain, "c"])).toEqual({
    answer: "a",
    tokens: 27 * DELTA,
    criticalPathTokens: 27 * DELTA,
    longestBranchTokens: 27 * DELTA,
    probes: 27,
    branchesOpened: 1,
    branchesPruned: 0,
  });
});

test("answer-consistency follows a chain that never settles to its end", () => {
  const chain = `${times(20, "ab")}c`;
  const { answer, tokens } = playQuestion(answerConsistency, [chain]);
  expect([answer, tokens]).toEqual(["c", 40 * DELTA + END]);
});

test("answer-consistency takes no row of probes without a valid answer for agreement", () => {
  const chain = `${times(20, "-")}${times(13, "a")}-${times(20, "a")}b`;
  const { answer, tokens } = playQuestion(answerConsistency, [chain]);
  expect([answer, tokens]).toEqual(["a", 48 * DELTA]);
});

test("answer-consistency answers with its newest probe when the budget ends", () => {
  const rules = { episodeBudgetIntervals: 3 };
  const { answer, tokens } = playQuestion(answerConsistency, ["abcdef"], rules);
  expect([answer, tokens]).toEqual(["c", 3 * DELTA]);
});
