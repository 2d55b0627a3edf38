import { expect, test } from "@jest/globals";
import { drawResamples, PERMUTATION_RESAMPLES } from "../../src/statistics/draw-resamples.ts";
import { quantile } from "../../src/statistics/quantile.ts";
import { type Statistic, studentisedInterval } from "../../src/statistics/studentised-interval.ts";
import { plainBootstrap, type Question } from "./plain-bootstrap.ts";
import { columnOf, createDraw, randomQuestions } from "./random-episodes.ts";

/** Of ours; the plain bootstrap, a hundred times slower, does with fewer. */
const REPLICATES = 20_000;
const PLAIN_REPLICATES = 6_000;

const firstMean: Statistic = (means, gradient) => {
  gradient[0] = 1;
  return means[0] ?? Number.NaN;
};

/** Accuracy for tokens: curved in the second mean, so that the gradient matters. */
const ratio: Statistic = (means, gradient) => {
  const [top = Number.NaN, bottom = Number.NaN] = means;
  gradient[0] = 1 / bottom;
  gradient[1] = -top / bottom ** 2;
  return top / bottom;
};

const difference: Statistic = (means, gradient) => {
  gradient.set([1, -1]);
  return (means[0] ?? 0) - (means[1] ?? 0);
};

/** Skewed over questions and noisy within: a percentile interval would be off by far. */
function skewedQuestions(
  seed: number,
  questionCount: number,
  permutationCount: number,
): Question[] {
  const draw = createDraw(seed);
  return randomQuestions(questionCount, permutationCount, () => {
    const scale = Math.exp(2 * draw() * draw());
    return () => [scale * (0.5 + 2 * draw()), 1 + 3 * scale * draw()];
  });
}

function columnsOf(questions: readonly Question[]) {
  return [0, 1].map((column) => ({
    questionSet: "q",
    questionCount: questions.length,
    values: columnOf(questions, column),
  }));
}

/**
 * A quantile of the pivot carries a Monte-Carlo error of about √(p(1 − p) / B) / density standard
 * errors: 0.013 at B = 20,000 and 0.024 at B = 6,000. This is four times the error of their difference.
 */
const TOLERANCE = 0.11;

test.each([
  ["a mean, many permutations", 1, 30, 25, firstMean, ([mean = 0]: readonly number[]) => mean],
  ["a mean, few permutations", 2, 15, 4, firstMean, ([mean = 0]: readonly number[]) => mean],
] as const)(
  "studentisedInterval() agrees with the plain bootstrap on %s (seed %d)",
  (_, seed, questionCount, permutationCount, statistic, plainStatistic) => {
    const questions = skewedQuestions(seed, questionCount, permutationCount);
    const columns = columnsOf(questions).slice(0, 1);
    const plain = plainBootstrap(
      questions.map((question) => question.map(([value = 0]) => [value])),
      plainStatistic,
      { replicates: PLAIN_REPLICATES, seed },
    );
    expectAgreement(plain, studentisedInterval(columns, statistic, { replicateCount: REPLICATES }));
  },
);

test("studentisedInterval() agrees with the plain bootstrap and its jackknife on a ratio (seed 3)", () => {
  const questions = skewedQuestions(3, 40, 10);
  const plain = plainBootstrap(questions, ([top = 0, bottom = 0]) => top / bottom, {
    replicates: PLAIN_REPLICATES,
    seed: 3,
  });
  const options = { replicateCount: REPLICATES };
  // Jackknife and linearisation differ by terms of order 1/questions, here about 2 %.
  expectAgreement(plain, studentisedInterval(columnsOf(questions), ratio, options), 0.02);
});

test("studentisedInterval() is the textbook formula on its own draws, number by number", () => {
  const questions = skewedQuestions(4, 13, 7);
  const [column] = columnsOf(questions);
  const { permutations, picks } = drawResamples({
    questionCount: 13,
    permutationCount: 7,
    replicateCount: 500,
    seed: 9,
  });
  const meanOver = (question: number, chosen: readonly number[]): number =>
    chosen.reduce((sum, p) => sum + (questions[question]?.[p]?.[0] ?? 0), 0) / chosen.length;

  const recorded = statisticsOf(questions.map((_, q) => meanOver(q, [0, 1, 2, 3, 4, 5, 6])));
  const pivots = Float64Array.from({ length: 500 }, (_, replicate) => {
    const taken = Array.from(picks.slice(replicate * 13, (replicate + 1) * 13), (pick) => {
      const resample = pick % PERMUTATION_RESAMPLES;
      const chosen = Array.from(permutations.slice(resample * 7, (resample + 1) * 7));
      return meanOver(Math.floor(pick / PERMUTATION_RESAMPLES), chosen);
    });
    const { mean, error } = statisticsOf(taken);
    return Math.abs(mean - recorded.mean) / error;
  }).toSorted();
  const half = quantile(pivots, 0.95) * recorded.error;

  const options = { seed: 9, replicateCount: 500 };
  const { value, interval } = studentisedInterval(column ? [column] : [], firstMean, options);
  expect(value).toBeCloseTo(recorded.mean, 12);
  expect(interval?.[0]).toBeCloseTo(recorded.mean - half, 10);
  expect(interval?.[1]).toBeCloseTo(recorded.mean + half, 10);
});

test("studentisedInterval() resamples two question sets independently", () => {
  // The difference of two equal columns vanishes if they are drawn together, and only then.
  const questions = skewedQuestions(5, 30, 5);
  const [column] = columnsOf(questions);
  if (column === undefined) throw new Error("unreachable");
  const together = studentisedInterval([column, column], difference);
  const apart = studentisedInterval([column, { ...column, questionSet: "other" }], difference);
  const single = studentisedInterval([column], firstMean);
  expect(together).toEqual({ value: 0, interval: null });
  expect(width(apart.interval) / width(single.interval)).toBeGreaterThan(1.2);
  expect(width(apart.interval) / width(single.interval)).toBeLessThan(1.6);
});

test("studentisedInterval() gives the same interval for the same seed and another for another", () => {
  const columns = columnsOf(skewedQuestions(6, 20, 5));
  expect(studentisedInterval(columns, ratio)).toEqual(studentisedInterval(columns, ratio));
  expect(studentisedInterval(columns, ratio, { seed: 1 })).not.toEqual(
    studentisedInterval(columns, ratio),
  );
});

test("studentisedInterval() moves and stretches with its values", () => {
  const [column] = columnsOf(skewedQuestions(7, 20, 5));
  if (column === undefined) throw new Error("unreachable");
  const { value, interval } = studentisedInterval([column], firstMean);
  const moved = studentisedInterval(
    [{ ...column, values: column.values.map((x) => 100 - 2 * x) }],
    firstMean,
  );
  expect(moved.value).toBeCloseTo(100 - 2 * value, 9);
  expect(moved.interval?.[0]).toBeCloseTo(100 - 2 * (interval?.[1] ?? NaN), 9);
  expect(moved.interval?.[1]).toBeCloseTo(100 - 2 * (interval?.[0] ?? NaN), 9);
});

test("studentisedInterval() gives no interval where all questions are the same, or only one is there", () => {
  const constant = { questionSet: "q", questionCount: 20, values: new Uint8Array(40).fill(1) };
  expect(studentisedInterval([constant], firstMean)).toEqual({ value: 1, interval: null });
  const single = { questionSet: "q", questionCount: 1, values: Uint8Array.of(0, 1) };
  expect(studentisedInterval([single], firstMean)).toEqual({ value: 0.5, interval: null });
});

test("studentisedInterval() takes the normal limit for many questions, which resampling agrees with", () => {
  const [resampled, limit] = [skewedBound(1_000), skewedBound(1_001)];
  expect(limit).toBeCloseTo(1.96, 4);
  // Three times the Monte-Carlo error of 2,000 replicates.
  expect(Math.abs(resampled - limit)).toBeLessThan(0.13);
});

test("studentisedInterval() refuses columns of one question set that differ in shape", () => {
  const columns = [
    { questionSet: "q", questionCount: 2, values: [0, 1, 0, 1] },
    { questionSet: "q", questionCount: 2, values: [0, 1] },
  ];
  expect(() => studentisedInterval(columns, ratio)).toThrow(/2 questions × 2 .* 2 × 1/);
  const uneven = [{ questionSet: "q", questionCount: 3, values: [0, 1, 0, 1] }];
  expect(() => studentisedInterval(uneven, firstMean)).toThrow(RangeError);
});

test("studentisedInterval() covers a known mean about 95 times in 100 (seed 20)", () => {
  const draw = createDraw(20);
  const WORLDS = 400;
  let covered = 0;
  for (let world = 0; world < WORLDS; world += 1) {
    // A question's accuracy is uniform in [0, 1]: the mean over all conceivable questions is ½.
    const questions = randomQuestions(30, 10, () => {
      const accuracy = draw();
      return () => [draw() < accuracy ? 1 : 0];
    });
    const values = columnOf(questions, 0);
    const { interval } = studentisedInterval(
      [{ questionSet: "q", questionCount: 30, values }],
      firstMean,
      {
        replicateCount: 400,
      },
    );
    if (interval !== null && interval[0] <= 0.5 && interval[1] >= 0.5) covered += 1;
  }
  // Three standard errors of a proportion of 400 are 3.3 points.
  expect(covered / WORLDS).toBeGreaterThan(0.917);
  expect(covered / WORLDS).toBeLessThan(0.983);
});

function expectAgreement(
  plain: ReturnType<typeof plainBootstrap>,
  ours: ReturnType<typeof studentisedInterval>,
  ofWidth = 0,
): void {
  const tolerance = TOLERANCE * plain.standardError + ofWidth * width(plain.interval);
  expect(ours.value).toBeCloseTo(plain.value, 10);
  expect(Math.abs((ours.interval?.[0] ?? NaN) - plain.interval[0])).toBeLessThan(tolerance);
  expect(Math.abs((ours.interval?.[1] ?? NaN) - plain.interval[1])).toBeLessThan(tolerance);
}

/** How many standard errors the interval of a skewed mean reaches. */
function skewedBound(questionCount: number): number {
  const draw = createDraw(8);
  const values = Float64Array.from({ length: questionCount }, () => Math.exp(2 * draw()));
  const { interval } = studentisedInterval(
    [{ questionSet: "q", questionCount, values }],
    firstMean,
  );
  return width(interval) / 2 / statisticsOf([...values]).error;
}

function width(interval: readonly [number, number] | null): number {
  return interval === null ? Number.NaN : interval[1] - interval[0];
}

function statisticsOf(means: readonly number[]): { mean: number; error: number } {
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (means.length - 1) / means.length) };
}
