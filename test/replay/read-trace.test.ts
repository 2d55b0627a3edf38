import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import {
  BEGIN_BATCH,
  BRANCH,
  CONTINUE,
  CONTINUE_PROBE,
  CONTINUE_PROBE_ALL,
  END_BATCH,
  PROBE,
  PRUNE,
  READ,
} from "../../src/replay/kernel.ts";
import { createTraceReader, type TraceStep } from "../../src/replay/read-trace.ts";
import {
  anyDeeds,
  anyWord,
  anyWorld,
  type Deed,
  recordedBy,
  type World,
  worldOf,
} from "./arbitrary-episode.ts";
import { expectStep } from "./expect-step.ts";
import { type RecordedBranch, ReferenceWorld } from "./reference-world.ts";

test("createTraceReader() gives the costs and the digest of the episode that was recorded, bit by bit", () => {
  fc.assert(
    fc.property(anyWorld, anyDeeds, ({ branches, delta, rules }, deeds) => {
      const world = worldOf(branches, delta, rules);
      const { costs, ...recorded } = recordedBy(world, deeds);
      expect(createTraceReader(...world)(recorded)).toEqual({ ok: true, costs });
    }),
    { numRuns: 2_000 },
  );
});

test("createTraceReader() tells of every action what the rules say that it reveals and costs", () => {
  fc.assert(
    fc.property(anyWorld, anyDeeds, ({ branches, delta, rules }, deeds) => {
      const { recorded, steps } = readSteps(worldOf(branches, delta, rules), deeds);
      const reference = new ReferenceWorld(branches, delta, rules);
      const byPosition = Map.groupBy(steps, ({ at }) => at);
      for (const [at, word] of recorded.trace.entries()) {
        const together = byPosition.get(at);
        if (together === undefined) {
          if (word === BEGIN_BATCH) reference.beginBatch();
          else reference.endBatch();
          continue;
        }
        if (word === CONTINUE_PROBE_ALL) reference.beginBatch();
        for (const step of together) expectStep(reference, step);
        if (word === CONTINUE_PROBE_ALL) reference.endBatch();
      }
      if (steps.length === 0) return;
      expect(steps.at(-1)!.criticalPathTokens).toBeCloseTo(reference.criticalPath, 6);
    }),
    { numRuns: 1_000 },
  );
});

function readSteps(world: World, deeds: readonly Deed[]) {
  const recorded = recordedBy(world, deeds);
  const steps: TraceStep[] = [];
  createTraceReader(...world)(recorded, (step) => steps.push(step));
  return { recorded, steps };
}

test("createTraceReader() accepts a trace exactly when some episode leaves it, whatever its words are", () => {
  const edit = fc.record({ at: fc.nat(60), drop: fc.nat(2), words: fc.array(anyWord) });
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      anyWorld,
      anyDeeds,
      edit,
      ({ branches, delta, rules }, deeds, { at, drop, words }) => {
        const world = worldOf(branches, delta, rules);
        const honest = [...recordedBy(world, deeds).trace];
        honest.splice(at, drop, ...words);
        const trace = Uint16Array.from(honest);
        const reading = createTraceReader(...world)({
          question: 0,
          permutation: 0,
          trace,
          answerId: -1,
        });
        if (reading.ok) {
          accepted++;
          expect(reading.costs.digest).toBe(fnv1a(trace));
          return;
        }
        refused++;
        expect(reading.reason).toMatch(/^Cannot [^]+: [^]+[.]$/);
        expect(reading.at).toBeLessThanOrEqual(trace.length);
        // What stands before the refused action was an episode's, once its batch is closed.
        const legal = Array.from(trace.slice(0, reading.at));
        const open = legal.lastIndexOf(BEGIN_BATCH) > legal.lastIndexOf(END_BATCH);
        const before = legal.slice(0, legal.lastIndexOf(BEGIN_BATCH));
        const closed = [
          ...(open ? [before, [...before, CONTINUE_PROBE_ALL]] : []),
          [...legal, ...(open ? [END_BATCH] : [])],
        ];
        const isRead = closed.map(
          (written) =>
            createTraceReader(...world)({
              question: 0,
              permutation: 0,
              trace: Uint16Array.from(written),
              answerId: -1,
            }).ok,
        );
        expect(isRead).toContain(true);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(100);
});

/** The digest as its definition reads. */
function fnv1a(words: Uint16Array): number {
  return words.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193) >>> 0, 0x811c9dc5);
}

describe("createTraceReader() refuses", () => {
  const branches: readonly RecordedBranch[] = [
    { probes: [1, 2], final: 3, tokens: 1_300 },
    { probes: [], final: 4, tokens: 90 },
  ];
  const free = worldOf(branches, 500, DEFAULT_RULES);
  const tight = worldOf(branches, 500, {
    ...DEFAULT_RULES,
    probeCostIntervals: 1,
    episodeBudgetIntervals: 2,
  });
  const samples = worldOf([{ probes: [], final: 4, tokens: 90 }], 0, DEFAULT_RULES);
  test.each([
    ["an opening where only final answers were recorded", samples, [BRANCH], 0, /no probes/],
    ["a code that is none", free, [0x9000], 0, /Cannot do 0x9000: no action has this code/],
    [
      "a branch out of turn",
      free,
      [BRANCH | 1],
      0,
      /Cannot BRANCH branch 1: .* next one is branch 0/,
    ],
    [
      "a third branch of two",
      free,
      [READ, READ | 1, READ | 2],
      2,
      /Cannot READ branch 2: .*used up/,
    ],
    [
      "a branch that goes on after its end",
      free,
      [READ, CONTINUE],
      1,
      /Cannot CONTINUE branch 0: it is finished/,
    ],
    ["an unopened branch", free, [PRUNE | 5], 0, /Cannot PRUNE branch 5: it was never opened/],
    [
      "a probe of what is known",
      free,
      [BRANCH, PROBE, PROBE],
      2,
      /Cannot PROBE branch 0 .*known \(at depth 1\)/,
    ],
    [
      "a step that is probed where it finishes the branch",
      free,
      [BRANCH, CONTINUE_PROBE, CONTINUE_PROBE],
      2,
      /Cannot CONTINUE and PROBE branch 0: the step finishes it/,
    ],
    [
      "a step whose probe is beyond the budget",
      tight,
      [BRANCH, CONTINUE_PROBE],
      1,
      /Cannot CONTINUE and PROBE branch 0: the budget/,
    ],
    [
      "more steps than the budget",
      tight,
      [BRANCH, CONTINUE, PROBE],
      2,
      /Cannot PROBE branch 0: the budget .*\(0 intervals left\)/,
    ],
    [
      "more intervals than the budget",
      tight,
      [BRANCH, PROBE, CONTINUE],
      2,
      /Cannot CONTINUE branch 0: the budget/,
    ],
    [
      "a step of all where none can go on",
      free,
      [READ, CONTINUE_PROBE_ALL],
      1,
      /Cannot CONTINUE all branches: none can go on/,
    ],
    [
      "a step of all inside of a batch",
      free,
      [BRANCH, BEGIN_BATCH, CONTINUE_PROBE_ALL],
      2,
      /Cannot begin a batch: the one that began at action 1 has not ended/,
    ],
    [
      "a step of all beyond the budget",
      tight,
      [BRANCH, CONTINUE_PROBE_ALL],
      1,
      /Cannot CONTINUE and PROBE branch 0: the budget/,
    ],
    [
      "a step of all that is spelled out",
      free,
      [BRANCH, BEGIN_BATCH, CONTINUE_PROBE, END_BATCH],
      1,
      /Cannot begin a batch here: one in which every branch that can go on takes a step/,
    ],
    ["an empty batch", free, [BEGIN_BATCH, END_BATCH], 1, /its mark stands right before/],
    [
      "a batch that begins with a prune",
      free,
      [BRANCH, BEGIN_BATCH, PRUNE],
      2,
      /its mark stands right before/,
    ],
    [
      "a batch in a batch",
      free,
      [BEGIN_BATCH, BRANCH, BEGIN_BATCH],
      2,
      /began at action 0 has not ended/,
    ],
    [
      "a batch without a beginning",
      free,
      [BRANCH, END_BATCH],
      1,
      /Cannot end a batch: none has begun/,
    ],
    ["a batch without an end", free, [BEGIN_BATCH, BRANCH], 2, /began at action 0 has no end/],
    ["a mark with a branch", free, [BEGIN_BATCH | 1], 0, /marks name no branch/],
  ])("%s, and says where and why", (_, world, words, at, reason) => {
    const trace = Uint16Array.from(words);
    const reading = createTraceReader(...world)({
      question: 0,
      permutation: 0,
      trace,
      answerId: -1,
    });
    expect(reading).toEqual({ ok: false, at, reason: expect.stringMatching(reason) });
  });

  test.each([
    [2, "was not probed at"],
    [9, "never occurs"],
    [-2, "is no answer"],
  ])("the answer %d, which %s", (answerId) => {
    const trace = Uint16Array.of(BRANCH, PROBE);
    const read = createTraceReader(...free);
    expect(read({ question: 0, permutation: 0, trace, answerId: 1 }).ok).toBe(true);
    expect(read({ question: 0, permutation: 0, trace, answerId })).toMatchObject({
      ok: false,
      at: 2,
      reason: expect.stringContaining(`Cannot ANSWER with answer ${answerId}`),
    });
  });
});

test("createTraceReader() counts batches, and none for what is pruned between them", () => {
  const branches: readonly RecordedBranch[] = [
    { probes: [1, 2], final: 3, tokens: 1_300 },
    { probes: [1], final: 3, tokens: 600 },
  ];
  const { steps } = readSteps(worldOf(branches, 500, DEFAULT_RULES), [
    ["beginBatch", 0, false],
    ["branch", 0, false],
    ["branch", 0, false],
    ["probe", 1, false],
    ["endBatch", 0, false],
    ["prune", 0, false],
    ["advance", 1, false],
  ]);
  expect(
    steps.map(({ batch, action, branch, criticalPathTokens }) => [
      batch,
      `${action} ${branch}`,
      criticalPathTokens,
    ]),
  ).toEqual([
    [1, "BRANCH 0", 500],
    [1, "BRANCH 1", 500],
    [1, "PROBE 1", 500],
    [null, "PRUNE 0", 500],
    [2, "CONTINUE 1", 600],
  ]);
});
