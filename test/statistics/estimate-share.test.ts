import { expect, test } from "@jest/globals";
import { estimateShare } from "../../src/statistics/estimate-share.ts";

/** How likely a count of `happened` or less is in `trials` of this chance. */
function atMost(happened: number, trials: number, chance: number): number {
  let term = (1 - chance) ** trials;
  let sum = term;
  for (let k = 1; k <= happened; k += 1) {
    term *= ((trials - k + 1) / k) * (chance / (1 - chance));
    sum += term;
  }
  return sum;
}

test("estimateShare() ends at the chances that lie 1.96 of their own standard deviations from the share", () => {
  for (const happened of [0, 3, 50, 97, 100]) {
    const { value, interval } = estimateShare(happened, 100);
    expect(value).toBe(happened / 100);
    for (const end of interval!) {
      if (end === value) continue;
      const deviation = Math.sqrt((end * (1 - end)) / 100);
      expect(Math.abs(end - value) / deviation).toBeCloseTo(1.96, 4);
    }
  }
});

test("estimateShare() stays within [0, 1], and is never certain", () => {
  expect(estimateShare(0, 100).interval).toEqual([0, expect.closeTo(0.037, 3)]);
  expect(estimateShare(100, 100).interval).toEqual([expect.closeTo(0.963, 3), 1]);
});

test("estimateShare() holds the chance about 95 times in 100, whatever it is", () => {
  const trials = 100;
  const coverages = [0.05, 0.2, 0.5, 0.8, 0.95].map((chance) => {
    const counts = Array.from({ length: trials + 1 }, (_, happened) => happened);
    const holds = counts.filter((happened) => {
      const [low, high] = estimateShare(happened, trials).interval!;
      return low <= chance && chance <= high;
    });
    const [fewest = 0] = holds;
    const below = fewest === 0 ? 0 : atMost(fewest - 1, trials, chance);
    return atMost(holds.at(-1)!, trials, chance) - below;
  });
  for (const coverage of coverages) {
    expect(coverage).toBeGreaterThan(0.93);
    expect(coverage).toBeLessThan(0.98);
  }
});
