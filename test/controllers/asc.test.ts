import { expect, test } from "@jest/globals";
import asc from "../../src/controllers/asc.ts";
import { playQuestion, shortChains } from "./play-question.ts";

test("asc stops at four votes against none, one chain after the other", () => {
  const { answer, branchesOpened, tokens, criticalPathTokens } = playQuestion(
    asc,
    Array.from({ length: 10 }, () => "ba"),
  );
  expect([answer, branchesOpened]).toEqual(["a", 4]);
  expect(criticalPathTokens).toBe(tokens);
});

test("asc needs six votes against one", () => {
  const chains = shortChains("baaaaaaaa");
  expect(playQuestion(asc, chains).branchesOpened).toBe(7);
});

test("asc reads 64 chains where two answers stay level, and answers with the first", () => {
  const chains = Array.from({ length: 80 }, (_, k) => (k % 2 === 0 ? "b" : "a"));
  const rules = { branchesMax: 80 };
  expect(playQuestion(asc, chains, rules)).toMatchObject({ answer: "b", branchesOpened: 64 });
});

test("asc pays for a chain without a valid answer and does not count it", () => {
  expect(playQuestion(asc, shortChains("--aaaaaa"))).toMatchObject({
    answer: "a",
    branchesOpened: 6,
  });
  expect(playQuestion(asc, shortChains("----"))).toMatchObject({
    answer: undefined,
    branchesOpened: 4,
  });
});

test("asc answers with the majority of what there is when chains or budget run out", () => {
  expect(playQuestion(asc, shortChains("abb")).answer).toBe("b");
  const rules = { episodeBudgetIntervals: 4 };
  expect(playQuestion(asc, ["aa", "ab", "bb"], rules)).toMatchObject({ answer: "a" });
});
