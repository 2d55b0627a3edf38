import { expect, test } from "@jest/globals";
import { nextStep, type RunProgress } from "../../src/domain/next-step.ts";

const FRESH: RunProgress = {
  limits: { roundsMax: 5, patience: null, budgetUsd: null },
  scores: [],
  stopRequested: false,
  proposerGaveUp: false,
  spentMicroUsd: 0,
};

const done = (reason: string) => ({ kind: "done", reason });
const round = (number: number) => ({ kind: "round", round: number });

test("nextStep() counts rounds from 1 up to roundsMax", () => {
  const steps = [0, 1, 2, 3, 4, 5, 6].map((count) =>
    nextStep({ ...FRESH, scores: Array.from({ length: count }, () => null) }),
  );
  expect(steps).toEqual([
    round(1),
    round(2),
    round(3),
    round(4),
    round(5),
    done("rounds"),
    done("rounds"),
  ]);
});

test.each<[patience: number, scores: (number | null)[], ends: boolean]>([
  [2, [], false],
  [2, [0.5, 0.5], false],
  [2, [0.5, 0.5, 0.4], true],
  [2, [0.5, 0.4, 0.6], false],
  [2, [0.5, null, null], true],
  [2, [null], false],
  [2, [null, null], true],
  [2, [null, 0.1], false],
  [1, [0.1, 0.2, 0.3], false],
  [1, [0.1, 0.2, 0.2], true],
  [1, [0], false],
  [3, [0.5, 0.6, 0.55, 0.58, 0.6], true],
  [3, [0.5, 0.6, 0.55, 0.58], false],
])("nextStep() with patience %d after scores %j ends: %s", (patience, scores, ends) => {
  const limits = { roundsMax: 50, patience, budgetUsd: null };
  const expected = ends ? done("patience") : round(scores.length + 1);
  expect(nextStep({ ...FRESH, limits, scores })).toEqual(expected);
});

test.each<[budgetUsd: number | null, spentMicroUsd: number, ends: boolean]>([
  [null, 0, false],
  [null, 7, false],
  [0, 0, false],
  [0, 1, true],
  [2.5, 2_499_999, false],
  [2.5, 2_500_000, true],
  [2.5, 2_500_001, true],
  [0.1, 100_000, true],
])(
  "nextStep() with a budget of %s USD and %d millionths spent ends: %s",
  (budgetUsd, spentMicroUsd, ends) => {
    const limits = { ...FRESH.limits, budgetUsd };
    expect(nextStep({ ...FRESH, limits, spentMicroUsd })).toEqual(ends ? done("budget") : round(1));
  },
);

test("nextStep() names the first reason that holds, over all combinations", () => {
  const order = ["stopped", "proposer gave up", "rounds", "patience", "budget"] as const;
  for (let mask = 0; mask < 2 ** order.length; mask += 1) {
    const holds = (reason: (typeof order)[number]): boolean =>
      (mask & (1 << order.indexOf(reason))) !== 0;
    const step = nextStep({
      limits: {
        roundsMax: holds("rounds") ? 2 : 3,
        patience: holds("patience") ? 1 : null,
        budgetUsd: holds("budget") ? 1 : 2,
      },
      scores: [0.5, 0.5],
      stopRequested: holds("stopped"),
      proposerGaveUp: holds("proposer gave up"),
      spentMicroUsd: 1_500_000,
    });
    const reason = order.find(holds);
    expect(step).toEqual(reason === undefined ? round(3) : done(reason));
  }
});
