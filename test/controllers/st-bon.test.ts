import { expect, test } from "@jest/globals";
import stBon from "../../src/controllers/st-bon.ts";
import { DELTA, END, playQuestion } from "./play-question.ts";

test("st-bon finishes the first chain whose first probe is the most popular, and no other", () => {
  expect(playQuestion(stBon, ["aax", "bby", "bbz"])).toEqual({
    answer: "y",
    tokens: 3 * DELTA + DELTA + END,
    criticalPathTokens: DELTA + DELTA + END,
    longestBranchTokens: 2 * DELTA + END,
    probes: 3,
    branchesOpened: 3,
    branchesPruned: 2,
  });
});

test("st-bon keeps a chain without a valid answer only when no chain has one", () => {
  expect(playQuestion(stBon, ["-x", "-y", "az"]).answer).toBe("z");
  expect(playQuestion(stBon, ["-x", "-y"]).answer).toBe("x");
});

test("st-bon keeps a chain that finished on opening as it is", () => {
  expect(playQuestion(stBon, ["a", "by"])).toMatchObject({ answer: "a", tokens: END + DELTA });
});

test("st-bon answers with the probe it kept a chain for when the budget ends", () => {
  const rules = { episodeBudgetIntervals: 3 };
  expect(playQuestion(stBon, ["aax", "aax"], rules).answer).toBe("a");
});
