import { expect, test } from "@jest/globals";
import sac from "../../src/controllers/sac.ts";
import { DELTA, END, playQuestion } from "./play-question.ts";

const settled = (letter: string) => `${letter.repeat(30)}z`;

test("sac stops each chain at its own fourteenth equal probe and counts what they stopped with", () => {
  const late = `c${settled("a")}`;
  expect(playQuestion(sac, [settled("b"), late, late])).toMatchObject({
    answer: "a",
    tokens: (14 + 15 + 15) * DELTA,
    longestBranchTokens: 15 * DELTA,
    branchesOpened: 3,
  });
});

test("sac advances its chains beside each other", () => {
  const { criticalPathTokens } = playQuestion(sac, [settled("a"), settled("b"), settled("c")]);
  expect(criticalPathTokens).toBe(14 * DELTA);
});

test("sac answers a tie with the chain opened first, however late that one stops", () => {
  expect(playQuestion(sac, [`c${settled("b")}`, settled("a")]).answer).toBe("b");
});

test("sac does not count a chain that ends without a valid answer, nor stop one for want of any", () => {
  const silent = `${"-".repeat(20)}-`;
  const { answer, tokens } = playQuestion(sac, [silent, silent, settled("a")]);
  expect(answer).toBe("a");
  expect(tokens).toBe(2 * (20 * DELTA + END) + 14 * DELTA);
});

test("sac counts the newest probes when the budget ends", () => {
  const rules = { episodeBudgetIntervals: 4 };
  expect(playQuestion(sac, ["abz", "abz"], rules).answer).toBe("b");
});
