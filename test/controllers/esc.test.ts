import { expect, test } from "@jest/globals";
import esc from "../../src/controllers/esc.ts";
import { DELTA, END, playQuestion, shortChains } from "./play-question.ts";

test("esc stops at the first unanimous window, whatever was said before", () => {
  const chains = shortChains("bbbbbbba", "aaaaaaaa", "bbbbbbbb");
  expect(playQuestion(esc, chains)).toMatchObject({ answer: "a", branchesOpened: 16 });
});

test("esc waits for the longest chain of each window", () => {
  const chains = ["aaaa", ...shortChains("aaaaaab", "aaaaaaaa")];
  const { criticalPathTokens } = playQuestion(esc, chains);
  expect(criticalPathTokens).toBe(3 * DELTA + END + END);
});

test("esc answers with the majority of eight windows where none is unanimous, a tie with the first", () => {
  const chains = shortChains("bbbbaaaa".repeat(10));
  const rules = { branchesMax: 80 };
  expect(playQuestion(esc, chains, rules)).toMatchObject({ answer: "b", branchesOpened: 64 });
});

test("esc takes no window for unanimous in which a chain has no valid answer", () => {
  const chains = shortChains("aaaaaaa-", "bbbbbbbb");
  expect(playQuestion(esc, chains)).toMatchObject({ answer: "b", branchesOpened: 16 });
});

test("esc takes no window for unanimous that the store has cut short", () => {
  const chains = shortChains("aaaabbaa", "bb");
  expect(playQuestion(esc, chains)).toMatchObject({ answer: "a", branchesOpened: 10 });
});
