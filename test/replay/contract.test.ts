import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type Answer,
  type Branch,
  confidence,
  type Leaves,
  majority,
  NO_VALID_ANSWER,
  openQuestion,
  type Question,
  tally,
} from "../../src/replay/contract.ts";
import { createKernel } from "../../src/replay/kernel.ts";
import { tablesOf } from "./tables-of.ts";

const label = (value: number) => value as Answer;

test("tally() leads with the answer that was first to its votes' number", () => {
  const votes = tally();
  for (const answer of [0, 1, 1, 0]) votes.add(label(answer));
  expect([votes.leader, votes.leaderVotes, votes.runnerUpVotes, votes.lead]).toEqual([0, 2, 2, 0]);
});

test("tally() skips what is no answer", () => {
  const votes = tally();
  votes.add(undefined);
  votes.add(NO_VALID_ANSWER);
  expect([votes.leader, votes.total]).toEqual([undefined, 0]);
});

test("tally() agrees with counting all votes anew", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 1 }), (answers) => {
      const votes = tally();
      const counts = new Map<number, number>();
      for (const answer of answers) {
        votes.add(label(answer));
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
        const ranked = [...counts].toSorted(([, a], [, b]) => b - a);
        expect(votes.leader).toBe(ranked[0]![0]);
        expect(votes.leaderVotes).toBe(ranked[0]![1]);
        expect(votes.runnerUpVotes).toBe(ranked[1]?.[1] ?? 0);
      }
      expect(majority(answers.map(label))).toBe(votes.leader);
    }),
  );
});

function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}

test("confidence() is the binomial probability it stands for, exactly", () => {
  for (let v1 = 1; v1 <= 64; v1++) {
    for (let v2 = 0; v2 <= v1; v2++) {
      const n = v1 + v2 + 1;
      let below = 0n;
      for (let k = 0; k <= v1; k++) below += choose(n, k);
      const exact = Number((below * 2n ** 60n) / 2n ** BigInt(n)) / 2 ** 60;
      expect(Math.abs(confidence(v1, v2) - exact)).toBeLessThan(1e-14);
    }
  }
  expect(confidence(0, 0)).toBe(0);
});

/** A question of four branches: two intervals and an end, answers as given. */
function question(finals: readonly number[] = [0, 1, 1, 2]) {
  const branches = finals.map((final) => ({ probes: [5, 6], final, tokens: 1_200 }));
  const orders = { [finals.length]: Uint16Array.from(finals, (_, b) => b) };
  const rules = { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null };
  const kernel = createKernel(tablesOf([{ branches, delta: 500 }]), orders, rules);
  kernel.begin(0, 0);
  return { kernel, asked: openQuestion(kernel.leaves) };
}

test("openQuestion() reads several branches in one batch", () => {
  const { kernel, asked } = question();
  const read = asked.read(3);
  expect(read.map(({ finished, depth }) => [finished, depth])).toEqual([
    [true, 3],
    [true, 3],
    [true, 3],
  ]);
  expect(read[1]!.answer).toBe(read[2]!.answer);
  expect(read[0]!.answer).not.toBe(read[1]!.answer);
  expect(asked.spentTokens).toBe(3_600);
  expect(kernel.end().criticalPathTokens).toBe(1_200);
});

test("openQuestion() opens fewer branches than asked for when there are no more", () => {
  const { asked } = question();
  expect(asked.open(3)).toHaveLength(3);
  expect(asked.openable).toBe(1);
  expect(asked.open(3)).toHaveLength(1);
  expect(asked.open(3)).toHaveLength(0);
});

test("openQuestion() reveals an unfinished branch's answer by a probe only", () => {
  const { asked } = question();
  const [branch] = asked.open(1);
  expect(branch!.answer).toBeUndefined();
  expect(asked.probe([branch!])).toBe(1);
  const first = branch!.answer;
  asked.advance([branch!]);
  expect(branch!.answer).toBe(first);
  asked.probe([branch!]);
  expect(branch!.answer).not.toBe(first);
});

test("openQuestion() advances each branch by its own number of steps, to its end at most", () => {
  const { kernel, asked } = question();
  const branches = asked.openAndProbe(2);
  const advanced = asked.advanceAndProbe(branches, ({ index }) => (index === 0 ? 1 : 9));
  expect(advanced).toBe(3);
  expect(branches.map(({ depth, finished }) => [depth, finished])).toEqual([
    [2, false],
    [3, true],
  ]);
  // Two batches: the openings at Δ, then the longer of one interval and two.
  expect(kernel.end().criticalPathTokens).toBe(500 + 700);
});

test("openQuestion() refuses to advance a finished or pruned branch, in words", () => {
  const { asked } = question();
  const [read] = asked.read(1);
  expect(() => asked.advance([read!])).toThrow("Cannot CONTINUE branch 0: it is finished");
  const [open] = asked.open(1);
  asked.prune([open!]);
  expect(open!.running).toBe(false);
  expect(() => asked.advance([open!])).toThrow("Cannot CONTINUE branch 1: it is pruned");
  const stranger = { ...open!, index: 70 };
  expect(() => asked.advance([stranger])).toThrow("it is not one of the 2 opened");
});

test("openQuestion() hands out no leaf", () => {
  const { kernel, asked } = question();
  const leaves = new Set<unknown>(Object.values(kernel.leaves satisfies Leaves));
  for (const value of Object.values(asked)) expect(leaves.has(value)).toBe(false);
});

/** Ways to have code of one's own run when a question does what it is asked for. */
const CALLED: readonly (readonly [
  way: string,
  ask: (asked: Question, called: () => number) => void,
])[] = [
  [
    "an index that is turned into a key",
    (asked, called) => {
      const [branch] = asked.open(1);
      const index = { toString: () => `${called()}` };
      asked.advance([branch!, { index } as unknown as Branch]);
    },
  ],
  [
    "a length that is turned into a number",
    (asked, called) => {
      const [branch] = asked.open(1);
      asked.probe({ 0: branch, length: { valueOf: called } } as unknown as Branch[]);
    },
  ],
  [
    "a depth that is turned into a number",
    (asked, called) => {
      const branches = asked.open(2);
      Object.assign(branches[1]!, { depth: { valueOf: called } });
      asked.advance(branches, 2);
    },
  ],
  [
    "steps that are replaced by those of the next branch",
    (asked, called) => {
      const branches = asked.open(2);
      asked.advance(branches, () => {
        Object.assign(branches[0]!, { wanted: { valueOf: called } });
        return 1;
      });
    },
  ],
  [
    "a list of branches that is not the question's",
    (asked, called) => {
      Object.assign(asked, { branches: { length: 0, push: called } });
      asked.open(2);
    },
  ],
];

test.each(CALLED)(
  "openQuestion() runs no code of a controller's while a batch goes on: %s",
  (_, ask) => {
    const { kernel } = question();
    let isGoingOn = false;
    let wasCalled = false;
    const asked = openQuestion({
      ...kernel.leaves,
      beginBatch: () => void (isGoingOn = true),
      endBatch: () => void (isGoingOn = false),
    });
    const called = () => {
      wasCalled ||= isGoingOn;
      return 1;
    };
    try {
      ask(asked, called);
    } catch {
      // To be refused is as good.
    }
    expect(wasCalled).toBe(false);
  },
);
