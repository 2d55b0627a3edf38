import { expect, test } from "@jest/globals";
import { estimateRatio } from "../../src/statistics/estimate-ratio.ts";
import { plainBootstrap } from "./plain-bootstrap.ts";
import { columnOf, createDraw, randomQuestions } from "./random-episodes.ts";

const QUESTIONS = 30;

/** Costs of two controllers on two models of the same questions: a1, b1, a2, b2 of each episode. */
function costs(seed: number) {
  const draw = createDraw(seed);
  return randomQuestions(QUESTIONS, 10, () => {
    const [length, saved] = [1_000 * (0.5 + draw()), 0.2 + 0.6 * draw()];
    const cost = () => length * (0.8 + 0.4 * draw());
    return () => [saved * cost(), cost(), 3 * saved * cost(), 2 * cost()];
  });
}

function pairOf(questions: ReturnType<typeof costs>, first: number) {
  const [a, b] = [columnOf(questions, first), columnOf(questions, first + 1)];
  return { questionSet: "q", questionCount: QUESTIONS, a, b };
}

test("estimateRatio() has the interval that the slow bootstrap finds, of totals and of ratios", () => {
  const questions = costs(1);
  const pairs = [pairOf(questions, 0), pairOf(questions, 2)];
  const cases = [
    {
      ours: estimateRatio([pairs]),
      plain: ([a1, b1, a2, b2]: readonly number[]) => (a1! + a2!) / (b1! + b2!),
    },
    {
      ours: estimateRatio(pairs.map((pair) => [pair])),
      plain: ([a1, b1, a2, b2]: readonly number[]) => (a1! / b1! + a2! / b2!) / 2,
    },
  ];
  for (const { ours, plain } of cases) {
    const expected = plainBootstrap(questions, plain, { replicates: 2_000, seed: 3 });
    expect(ours.value).toBeCloseTo(expected.value, 12);
    const width = expected.interval[1] - expected.interval[0];
    expect(Math.abs(ours.interval![0] - expected.interval[0])).toBeLessThan(0.05 * width);
    expect(Math.abs(ours.interval![1] - expected.interval[1])).toBeLessThan(0.05 * width);
  }
});

test("estimateRatio() is paired: what makes questions dear for both does not widen it", () => {
  const pair = pairOf(costs(2), 0);
  const { value, interval } = estimateRatio([[{ ...pair, a: pair.b.map((one) => one / 4) }]]);
  expect(value).toBeCloseTo(0.25, 12);
  expect(interval).toBeNull();
  expect(estimateRatio([[pair]]).interval).not.toBeNull();
});

test("estimateRatio() says where too few questions depart from the commonest ratio", () => {
  const b = new Float64Array(QUESTIONS).fill(100);
  const a = b.map((_, question) => (question < 5 ? 30 + question : 50));
  const shape = { questionSet: "q", questionCount: QUESTIONS };
  expect(estimateRatio([[{ ...shape, a, b }]])).toMatchObject({
    interval: null,
    reason: "too few varying questions (5 of 30)",
  });
});
