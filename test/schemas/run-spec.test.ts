import { describe, expect, test } from "@jest/globals";
import type * as z from "zod";

import type { RunSpec } from "../../src/domain/run-spec.ts";
import { type runSpecSchema, parseRunSpec } from "../../src/schemas/run-spec.ts";

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Fails to compile when schema and domain part, in either direction. */
const sameType: Same<DeepReadonly<z.output<typeof runSpecSchema>>, RunSpec> = true;

const MINIMAL = { environments: ["a"], proposer: { kind: "sequence", sources: ["s"] } };
const ANTHROPIC = { kind: "anthropic", model: "some-model" };

function problemsOf(spec: unknown): string {
  try {
    parseRunSpec(spec);
  } catch (error) {
    expect(error).toMatchObject({ code: "INVALID_INPUT" });
    return (error as Error).message;
  }
  return "none";
}

test("runSpecSchema gives the domain's RunSpec", () => {
  expect(sameType).toBe(true);
});

test("parseRunSpec() fills in the defaults of the published setting", () => {
  expect(parseRunSpec(MINIMAL)).toEqual({
    environments: ["a"],
    betas: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    permutations: 100,
    answers: "exact",
    rules: { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null },
    roundsMax: 5,
    patience: null,
    proposer: { kind: "sequence", sources: ["s"] },
    critic: { kind: "rules" },
    revisionsMax: 2,
    budgetUsd: null,
    selection: "frontier",
    baselines: ["sc@64", "cmc"],
    seed: 0,
    heldOut: null,
  });
});

test("parseRunSpec() gives each caller defaults of its own", () => {
  const first = parseRunSpec(MINIMAL);
  (first.betas as number[]).push(2);
  expect(parseRunSpec(MINIMAL).betas).toHaveLength(11);
});

test("parseRunSpec() takes its own output unchanged", () => {
  const spec = parseRunSpec({
    ...MINIMAL,
    heldOut: { environments: ["b"] },
    rules: { branchesMax: 8 },
  });
  expect(spec.heldOut).toEqual({ environments: ["b"], baseline: "cmc" });
  expect(parseRunSpec(structuredClone(spec))).toEqual(spec);
});

describe("parseRunSpec() refuses, with pointer, rule and value:", () => {
  test.each([
    ["β above 1", { betas: [0, 1.4] }, "/betas/1: β lies in [0, 1] (found 1.4)"],
    ["β below 0", { betas: [-0.1] }, "/betas/0: β lies in [0, 1] (found -0.1)"],
    ["β that is no number", { betas: ["0.5"] }, '/betas/0: β is a number in [0, 1] (found "0.5")'],
    ["βs out of order", { betas: [0.5, 0.2] }, "/betas: βs ascend, each once"],
    ["a β twice", { betas: [0.5, 0.5] }, "/betas: βs ascend, each once"],
    ["no β", { betas: [] }, "/betas: at least one β is needed"],
    ["no environment", { environments: [] }, "/environments: at least one name is needed"],
    [
      "an environment twice",
      { environments: ["a", "a"] },
      "/environments: each name may stand once",
    ],
    ["half a permutation", { permutations: 1.5 }, "/permutations: "],
    ["an unknown proposer", { proposer: { kind: "oracle" } }, "/proposer/kind: "],
    ["an unknown key", { rules: { branchMax: 3 } }, '/rules: Unrecognized key: "branchMax"'],
    [
      "money to spend and no budget",
      { proposer: ANTHROPIC },
      "/budgetUsd: the proposer spends money",
    ],
    ["a paid critic and no budget", { critic: ANTHROPIC }, "/budgetUsd: the critic spends money"],
  ])("%s", (_, overrides, message) => {
    expect(problemsOf({ ...MINIMAL, ...overrides })).toContain(message);
  });

  test("everything that is wrong at once", () => {
    const message = problemsOf({ environments: "a", betas: [2], seed: -1 });
    expect(message).toContain("4 problems");
    expect(message.split("\n").slice(1)).toEqual([
      expect.stringContaining("/environments: "),
      expect.stringContaining("/betas/0: "),
      expect.stringContaining("/proposer: "),
      expect.stringContaining("/seed: "),
    ]);
  });

  test("something that is no object", () => {
    expect(problemsOf(null)).toContain("(whole): ");
  });
});

test("parseRunSpec() accepts a paid proposer with a budget", () => {
  const spec = parseRunSpec({ ...MINIMAL, proposer: ANTHROPIC, budgetUsd: 2 });
  expect(spec.proposer).toEqual({ ...ANTHROPIC, turnsMax: 24, outputTokensMax: 16_000 });
});
