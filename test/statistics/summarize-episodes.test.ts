import { expect, test } from "@jest/globals";
import { summarizeEpisodes } from "../../src/statistics/summarize-episodes.ts";

const FOUR_EPISODES = {
  correct: Uint8Array.of(1, 0, 1, 1),
  tokens: Float64Array.of(400, 100, 300, 200),
  criticalPathTokens: Float64Array.of(40, 10, 30, 20),
  longestBranchTokens: Float64Array.of(4, 1, 3, 2),
  probes: Uint32Array.of(0, 1, 2, 3),
  branchesOpened: Uint16Array.of(64, 2, 2, 4),
  branchesPruned: Uint16Array.of(0, 0, 1, 1),
};

test("summarizeEpisodes() gives means, and percentiles of the sorted episodes", () => {
  const figures = summarizeEpisodes(FOUR_EPISODES);
  const { tokensP95, criticalPathTokensP95, ...others } = figures;
  expect(others).toEqual({
    episodes: 4,
    accuracy: 0.75,
    tokens: 250,
    tokensP50: 250,
    criticalPathTokens: 25,
    criticalPathTokensP50: 25,
    longestBranchTokens: 2.5,
    probes: 1.5,
    branchesOpened: 18,
    branchesPruned: 0.5,
  });
  expect(tokensP95).toBeCloseTo(385, 9);
  expect(criticalPathTokensP95).toBeCloseTo(38.5, 9);
});

test("summarizeEpisodes() leaves the columns in their order", () => {
  const tokens = FOUR_EPISODES.tokens.slice();
  summarizeEpisodes({ ...FOUR_EPISODES, tokens });
  expect(tokens).toEqual(FOUR_EPISODES.tokens);
});

test("summarizeEpisodes() refuses a cell without episodes", () => {
  const empty = {
    correct: new Uint8Array(),
    tokens: new Float64Array(),
    criticalPathTokens: new Float64Array(),
    longestBranchTokens: new Float64Array(),
    probes: new Uint32Array(),
    branchesOpened: new Uint16Array(),
    branchesPruned: new Uint16Array(),
  };
  expect(() => summarizeEpisodes(empty)).toThrow(RangeError);
});
