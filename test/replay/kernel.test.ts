import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { EpisodeRules } from "../../src/domain/episode-rules.ts";
import { ADVANCED, FAULT, FINISHED, type Leaves, NOTHING } from "../../src/replay/contract.ts";
import { createKernel, type Kernel } from "../../src/replay/kernel.ts";
import { type Outcome, type RecordedBranch, ReferenceWorld } from "./reference-world.ts";
import { tablesOf } from "./tables-of.ts";

const FREE: EpisodeRules = { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null };

function kernelFor(
  branches: readonly RecordedBranch[],
  delta: number,
  rules: EpisodeRules,
): Kernel {
  const order = Uint16Array.from(branches, (_, b) => b);
  return createKernel(tablesOf([{ branches, delta }]), { [branches.length]: order }, rules);
}

/** A branch that is continued to its end, with the answers 1, 2 and then 3. */
const THREE_INTERVALS: RecordedBranch = { probes: [1, 2], final: 3, tokens: 1_300 };

test("createKernel() charges Δ an interval and the last step what is left", () => {
  const { leaves, begin, end } = kernelFor([THREE_INTERVALS], 500, FREE);
  begin(0, 0);
  expect(leaves.open(false)).toBe(0);
  expect(leaves.spentTokens()).toBe(500);
  expect(leaves.advance(0, false)).toBe(ADVANCED);
  expect(leaves.advance(0, false)).toBe(FINISHED);
  expect(leaves.spentTokens()).toBe(1_300);
  expect(end()).toMatchObject({ tokens: 1_300, longestBranchTokens: 1_300, probes: 0 });
});

test("createKernel() charges nothing for a last step whose branch is shorter than its intervals", () => {
  const { leaves, begin } = kernelFor([{ probes: [1, 1], final: 1, tokens: 700 }], 500, FREE);
  begin(0, 0);
  leaves.open(false);
  leaves.advance(0, false);
  leaves.advance(0, false);
  expect(leaves.spentTokens()).toBe(1_000);
});

test("createKernel() charges a READ its length, which can be less than its steps", () => {
  const { leaves, begin } = kernelFor([{ probes: [1, 1], final: 1, tokens: 700 }], 500, FREE);
  begin(0, 0);
  leaves.open(true);
  expect([leaves.spentTokens(), leaves.spentIntervals()]).toEqual([700, 3]);
});

test("createKernel() finishes a branch without probes when it opens it", () => {
  const { leaves, begin } = kernelFor([{ probes: [], final: 4, tokens: 120 }], 500, FREE);
  begin(0, 0);
  leaves.open(false);
  expect([leaves.finished(0), leaves.spentTokens(), leaves.depth(0)]).toEqual([true, 120, 1]);
});

test("createKernel() spends what remains on a READ that the budget does not cover", () => {
  const rules = { ...FREE, episodeBudgetIntervals: 2 };
  const { leaves, begin } = kernelFor([THREE_INTERVALS, THREE_INTERVALS], 500, rules);
  begin(0, 0);
  expect(leaves.open(true)).toBe(0);
  expect([leaves.spentTokens(), leaves.finished(0), leaves.answer(0)]).toEqual([
    1_000,
    false,
    NOTHING,
  ]);
  expect([leaves.openable(), leaves.open(true), leaves.advance(0, false)]).toEqual([
    0,
    NOTHING,
    NOTHING,
  ]);
});

test("createKernel() names action, rule and state of a fault", () => {
  const { leaves, begin } = kernelFor([{ probes: [], final: 4, tokens: 120 }], 500, FREE);
  begin(0, 0);
  leaves.open(false);
  expect(leaves.advance(0, false)).toBe(FAULT);
  expect(leaves.faultText()).toBe(
    "Cannot CONTINUE branch 0: it is finished (at depth 1, 1 opened so far).",
  );
  leaves.probe(7);
  expect(leaves.faultText()).toBe("Cannot PROBE branch 7: it was never opened (1 opened so far).");
  leaves.prune(0);
  leaves.prune(0);
  expect(leaves.faultText()).toBe(
    "Cannot PRUNE branch 0: it is pruned (at depth 1, 1 opened so far).",
  );
});

test("createKernel() lets branches be read and not opened where only final answers were recorded", () => {
  const { leaves, begin } = kernelFor([{ probes: [], final: 4, tokens: 120 }], 0, FREE);
  begin(0, 0);
  expect(leaves.open(false)).toBe(FAULT);
  expect(leaves.faultText()).toBe(
    "Cannot BRANCH: of this question only final answers were recorded, no probes (0 opened so far). Use read.",
  );
  expect([leaves.spentTokens(), leaves.openable()]).toEqual([0, 1]);
  expect([leaves.open(true), leaves.finished(0), leaves.spentTokens()]).toEqual([0, true, 120]);
});

test.each([-1, 0.5, NaN, 2 ** 32, Infinity, "0", [0], true, null, undefined, 0n, {}])(
  "createKernel() refuses %p as an index and charges nothing",
  (index) => {
    const { leaves, begin, end } = kernelFor([THREE_INTERVALS], 500, FREE);
    begin(0, 0);
    leaves.open(false);
    for (const leaf of [leaves.advance, leaves.probe, leaves.prune]) {
      expect(leaf(index as number, false)).toBe(FAULT);
      expect(leaves.faultText()).toMatch(/was never opened/);
    }
    expect(end()).toMatchObject({ tokens: 500, probes: 0, branchesPruned: 0 });
  },
);

test("createKernel() refuses every action outside an episode", () => {
  const { leaves, begin, end } = kernelFor([THREE_INTERVALS], 500, FREE);
  expect([leaves.open(false), leaves.open(true), leaves.advance(0, false)]).toEqual([
    NOTHING,
    NOTHING,
    FAULT,
  ]);
  begin(0, 0);
  leaves.open(false);
  end();
  expect([leaves.open(false), leaves.advance(0, false), leaves.probe(0)]).toEqual([
    NOTHING,
    FAULT,
    FAULT,
  ]);
});

test("createKernel() draws the same numbers whenever an episode is replayed, others in others", () => {
  const kernel = kernelFor([THREE_INTERVALS], 500, FREE);
  const drawn = (permutation: number) => {
    kernel.begin(0, permutation);
    const values = Array.from({ length: 100 }, () => kernel.leaves.draw());
    kernel.end();
    return values;
  };
  expect(drawn(0)).toEqual(drawn(0));
  expect(drawn(0)).not.toEqual(drawn(1));
  expect(drawn(0).every((value) => value >= 0 && value < 1)).toBe(true);
});

type Action =
  | { readonly kind: "branch" | "read" | "beginBatch" | "endBatch" }
  | {
      readonly kind: "advance" | "probe" | "prune";
      readonly index: number;
      readonly probing: boolean;
    };

const anyBranch = fc.record({
  probes: fc.array(fc.nat(4), { maxLength: 5 }),
  final: fc.nat(4),
  tokens: fc.nat(2_500),
});
const anyRules = fc.record({
  branchesMax: fc.integer({ min: 1, max: 6 }),
  probeCostIntervals: fc.constantFrom(0, 0.25, 1, 1.5),
  episodeBudgetIntervals: fc.option(fc.integer({ min: 0, max: 25 })),
});
/** What a world must take for an index without coming to harm: the types promise nothing to it. */
const anyStrangeIndex = fc.constantFrom(
  ...([-1, NaN, 0.5, 2 ** 32, Infinity, "0", [0], true, null, undefined, {}, 0n] as number[]),
);
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom("branch", "read", "beginBatch", "endBatch") }),
  fc.record({
    kind: fc.constantFrom("advance", "advance", "probe", "probe", "prune"),
    index: fc.oneof({ weight: 9, arbitrary: fc.nat(6) }, anyStrangeIndex),
    probing: fc.boolean(),
  }),
);

/** What a leaf returned, in the reference's words. */
function outcomeOf(kernel: Kernel, action: Action, returned: number): Outcome {
  if (returned === FAULT) return "fault";
  if (returned === NOTHING) return "nothing";
  if (action.kind === "probe") return { answer: kernel.answerIdOf(returned) };
  return action.kind === "advance" && returned === FINISHED ? "finished" : "done";
}

function act(leaves: Leaves, action: Action): number {
  switch (action.kind) {
    case "branch":
      return leaves.open(false);
    case "read":
      return leaves.open(true);
    case "advance":
      return leaves.advance(action.index, action.probing);
    case "probe":
      return leaves.probe(action.index);
    case "prune":
      return leaves.prune(action.index);
    case "beginBatch":
      leaves.beginBatch();
      return 0;
    case "endBatch":
      leaves.endBatch();
      return 0;
  }
}

function actInReference(world: ReferenceWorld, action: Action): Outcome {
  switch (action.kind) {
    case "branch":
      return world.branch();
    case "read":
      return world.read();
    case "advance":
      return world.advance(action.index, action.probing);
    case "probe":
      return world.probe(action.index);
    case "prune":
      return world.prune(action.index);
    case "beginBatch":
      world.beginBatch();
      return "done";
    case "endBatch":
      world.endBatch();
      return "done";
  }
}

function withoutProbes(branch: RecordedBranch): RecordedBranch {
  return { ...branch, probes: [] };
}

/** Leaves only batches that are opened before they are closed, never one in another. */
function wellNested(actions: readonly Action[]): Action[] {
  let open = false;
  const kept = actions.filter(({ kind }) => {
    if (kind === "beginBatch" ? open : kind === "endBatch" && !open) return false;
    if (kind === "beginBatch" || kind === "endBatch") open = !open;
    return true;
  });
  return open ? [...kept, { kind: "endBatch" }] : kept;
}

/** Action, rule and state. */
const FAULT_TEXT = new RegExp(
  [
    String.raw`^Cannot (?:CONTINUE|PROBE|PRUNE) (?:branch \S+|an? \w+ instead of a branch): it was never opened \(\d+ opened so far\)\.$`,
    String.raw`^Cannot (?:CONTINUE|PROBE|PRUNE) branch \d+: it is (?:pruned|finished) \(at depth \d+, \d+ opened so far\)\.$`,
    String.raw`^Cannot BRANCH: of this question only final answers were recorded, no probes \(\d+ opened so far\)\.`,
  ].join("|"),
);

test("createKernel() agrees with the rules written out, whatever is done, legal or not", () => {
  fc.assert(
    fc.property(
      fc.array(anyBranch, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(0, 1, 100, 500),
      anyRules,
      fc.array(anyAction, { maxLength: 60 }).map(wellNested),
      (recorded, delta, rules, actions) => {
        const branches = delta === 0 ? recorded.map(withoutProbes) : recorded;
        const kernel = kernelFor(branches, delta, rules);
        const world = new ReferenceWorld(branches, delta, rules);
        const { leaves } = kernel;
        kernel.begin(0, 0);
        for (const action of actions) {
          const before = [leaves.spentTokens(), leaves.spentIntervals(), kernel.trace().length];
          const outcome = outcomeOf(kernel, action, act(leaves, action));
          expect(outcome).toEqual(actInReference(world, action));
          if (outcome === "fault") {
            expect(leaves.faultText()).toMatch(FAULT_TEXT);
            expect([leaves.spentTokens(), leaves.spentIntervals(), kernel.trace().length]).toEqual(
              before,
            );
          }
          expect(leaves.spentTokens()).toBeCloseTo(world.tokens, 6);
          expect(leaves.spentIntervals()).toBe(world.intervals);
          expect(leaves.remainingIntervals()).toBe(world.budgetLeft);
          expect(leaves.openable()).toBe(world.openable);
          for (const [index, branch] of world.opened.entries()) {
            expect(leaves.depth(index)).toBe(branch.depth);
            const label = leaves.answer(index);
            expect(label === NOTHING ? undefined : kernel.answerIdOf(label)).toBe(branch.answer);
          }
        }
        const costs = kernel.end();
        expect(costs.tokens).toBeCloseTo(world.tokens, 6);
        expect(costs.criticalPathTokens).toBeCloseTo(world.criticalPath, 6);
        const longest = Math.max(0, ...world.opened.map(({ tokens }) => tokens));
        expect(costs.longestBranchTokens).toBeCloseTo(longest, 6);
        expect(costs.probes).toBe(world.probes);
        expect(costs.branchesOpened).toBe(world.opened.length);
        expect(costs.branchesPruned).toBe(world.opened.filter(({ pruned }) => pruned).length);
      },
    ),
    { numRuns: 3_000 },
  );
});

test("createKernel() gives episodes that act alike one digest, and others another", () => {
  const kernel = kernelFor([THREE_INTERVALS, THREE_INTERVALS], 500, FREE);
  const digestOf = (play: (leaves: Leaves) => void) => {
    kernel.begin(0, 0);
    play(kernel.leaves);
    return kernel.end().digest;
  };
  const once = digestOf((leaves) => leaves.open(false));
  expect(digestOf((leaves) => leaves.open(false))).toBe(once);
  expect(digestOf((leaves) => leaves.open(true))).not.toBe(once);
  expect(digestOf(() => {})).not.toBe(once);
});
