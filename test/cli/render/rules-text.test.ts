import { expect, test } from "@jest/globals";
import { rulesText } from "../../../src/cli/render/rules-text.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";

test("rulesText() says nothing of the published rules", () => {
  expect(rulesText(DEFAULT_RULES)).toBe("");
});

test("rulesText() names each rule that is another one", () => {
  expect(rulesText({ probeCostIntervals: 0.5, episodeBudgetIntervals: 1, branchesMax: 1 })).toBe(
    "Rules other than the published ones: a probe costs 0.5 intervals, an episode may spend 1 interval, an episode may open 1 branch.",
  );
  expect(rulesText({ ...DEFAULT_RULES, branchesMax: 128 })).toBe(
    "Rules other than the published ones: an episode may open 128 branches.",
  );
});
