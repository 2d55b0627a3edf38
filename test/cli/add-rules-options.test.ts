import { expect, test } from "@jest/globals";
import { Command } from "commander";
import { addRulesOptions } from "../../src/cli/add-rules-options.ts";
import { rulesOf } from "../../src/cli/rules-of.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";

/** The rules that these arguments stand for. */
function rulesFrom(...args: string[]) {
  return rulesOf(addRulesOptions(new Command()).parse(args, { from: "user" }).opts());
}

test("addRulesOptions() leaves the published rules alone where nothing is said", () => {
  expect(rulesFrom()).toEqual(DEFAULT_RULES);
  expect(rulesOf({})).toEqual(DEFAULT_RULES);
});

test("addRulesOptions() reads a probe's cost, an episode's budget and the branches it may open", () => {
  const args = ["--probe-cost", "0.25", "--episode-budget", "1.5", "--branches-max", "4096"];
  expect(rulesFrom(...args)).toEqual({
    probeCostIntervals: 0.25,
    episodeBudgetIntervals: 1.5,
    branchesMax: 4096,
  });
});

test.each([
  ["--probe-cost", "-0.1"],
  ["--probe-cost", "Infinity"],
  ["--probe-cost", "free"],
  ["--episode-budget", "0.5"],
  ["--episode-budget", "none"],
  ["--branches-max", "0"],
  ["--branches-max", "2.5"],
  ["--branches-max", "4097"],
])("addRulesOptions() refuses %s %s", (option, value) => {
  expect(() => rulesFrom(`${option}=${value}`)).toThrow(`Cannot read ${option} ${value}: it must`);
});
