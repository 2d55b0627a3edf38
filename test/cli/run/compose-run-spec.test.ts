import { expect, test } from "@jest/globals";
import { composeRunSpec } from "../../../src/cli/run/compose-run-spec.ts";

const SEQUENCE = { environments: ["toy/a"], proposer: { kind: "sequence", sources: ["one"] } };

test("composeRunSpec() makes a whole spec of a few flags, and plays each source in a round", () => {
  const spec = composeRunSpec(undefined, { environment: ["toy/a"], heldOut: ["toy/b"] }, [
    "s",
    "t",
  ]);
  expect(spec).toEqual({
    environments: ["toy/a"],
    betas: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    permutations: 100,
    answers: "exact",
    rules: { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null },
    roundsMax: 2,
    patience: null,
    proposer: { kind: "sequence", sources: ["s", "t"] },
    critic: { kind: "rules" },
    revisionsMax: 2,
    budgetUsd: null,
    selection: "frontier",
    baselines: ["sc@64", "cmc"],
    seed: 0,
    heldOut: { environments: ["toy/b"], baseline: "cmc" },
  });
});

test("composeRunSpec() lets flags override a file, and keeps what they say nothing of", () => {
  const file = { ...SEQUENCE, permutations: 7, seed: 3 };
  const flags = { rounds: 4, permutations: 9, beta: [0.5], critic: "none", answers: "normalised" };
  expect(composeRunSpec(file, flags, [])).toMatchObject({
    proposer: { kind: "sequence", sources: ["one"] },
    critic: { kind: "none" },
    roundsMax: 4,
    permutations: 9,
    betas: [0.5],
    answers: "normalised",
    seed: 3,
  });
});

test("composeRunSpec() gives the model to whichever of proposer and critic is one", () => {
  const flags = { environment: ["toy/a"], model: "m", budgetUsd: 2 };
  const both = composeRunSpec(
    undefined,
    { ...flags, proposer: "anthropic", critic: "anthropic" },
    [],
  );
  expect(both).toMatchObject({ proposer: { model: "m" }, critic: { model: "m" }, budgetUsd: 2 });
  const critic = composeRunSpec(SEQUENCE, { ...flags, critic: "anthropic" }, []);
  expect(critic).toMatchObject({ proposer: { kind: "sequence" }, critic: { model: "m" } });
  const file = {
    environments: ["toy/a"],
    proposer: { kind: "anthropic", model: "old", turnsMax: 5 },
  };
  expect(composeRunSpec(file, flags, [])).toMatchObject({ proposer: { model: "m", turnsMax: 5 } });
});

test.each([
  { flags: {}, sources: [], says: /--environment NAME[^]*--source FILE/ },
  { flags: { environment: ["a"], proposer: "sequence" }, sources: [], says: /without sources/ },
  { flags: { environment: ["a"], proposer: "anthropic" }, sources: ["s"], says: /only a sequence/ },
  {
    flags: { environment: ["a"], proposer: "anthropic", model: "m" },
    sources: [],
    says: /budgetUsd: the proposer spends money/,
  },
  { flags: { environment: ["a"], proposer: "anthropic" }, sources: [], says: /proposer\/model/ },
])("composeRunSpec() says how to mend $flags with sources $sources", ({ flags, sources, says }) => {
  expect(() => composeRunSpec(undefined, flags, sources)).toThrow(says);
});

test("composeRunSpec() refuses a file that is not an object", () => {
  expect(() => composeRunSpec([SEQUENCE], {}, [])).toThrow(/The run spec has 1 problem/);
});
