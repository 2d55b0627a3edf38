import { expect, test } from "@jest/globals";
import { comparisonDocument } from "../../../src/cli/compare/comparison-document.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import { estimateDifference } from "../../../src/statistics/estimate-difference.ts";
import { BOLD, PLAIN, SAMPLE_CELLS, sampleCell } from "./sample-comparison.ts";

const SWEPT = { permutations: [0, 10], answers: "exact", rules: DEFAULT_RULES } as const;
const OTHER = { name: "other", sha256: "d".repeat(64), hasKnobs: true };

/** The cells of `bold` beside the same ones as another controller's, which costs `factor` as much. */
function besideItself(factor: number) {
  const bold = SAMPLE_CELLS.filter(({ controller }) => controller.sha256 === BOLD.sha256);
  const copies = bold.map((cell) => ({
    ...cell,
    controller: OTHER,
    columns: { ...cell.columns, tokens: cell.columns.tokens.map((spent) => factor * spent) },
  }));
  return comparisonDocument(BOLD, OTHER, [...bold, ...copies], SWEPT);
}

test("comparisonDocument() compares on each environment, and on all of them together", () => {
  const { comparisons } = comparisonDocument(BOLD, PLAIN, SAMPLE_CELLS, SWEPT);
  expect(comparisons.map(({ environments }) => environments)).toEqual([
    ["small/toy"],
    ["large/toy"],
    ["small/toy", "large/toy"],
  ]);
  const small = SAMPLE_CELLS.filter(({ environment }) => environment.name === "small/toy");
  expect(comparisonDocument(BOLD, PLAIN, small, SWEPT).comparisons).toEqual([comparisons[0]]);
});

test("comparisonDocument() matches a curve with a single cell at that cell, and not at equal β", () => {
  const [small] = comparisonDocument(BOLD, PLAIN, SAMPLE_CELLS, SWEPT).comparisons;
  const plain = SAMPLE_CELLS[3]!.columns;
  const tokens = mean(plain.tokens);
  expect(small!.atEqualBeta).toEqual([]);
  expect(small!.atMatchedTokens!.tokens[0]).toBeCloseTo(tokens, 6);
  expect(small!.atMatchedTokens!.tokens[1]).toBeCloseTo(tokens, 6);
  // Between the cells at β = 0.5 and 1, straight on ln tokens.
  const [low, high] = [SAMPLE_CELLS[1]!.columns, SAMPLE_CELLS[2]!.columns];
  const share =
    Math.log(tokens / mean(low.tokens)) / Math.log(mean(high.tokens) / mean(low.tokens));
  const there = mean(low.correct) + share * (mean(high.correct) - mean(low.correct));
  expect(small!.atMatchedTokens!.accuracy.value).toBeCloseTo(there - mean(plain.correct), 9);
});

test("comparisonDocument() gives paired differences at each β that both have", () => {
  const { comparisons } = besideItself(2);
  const [small] = comparisons;
  expect(small!.atEqualBeta.map(({ beta }) => beta)).toEqual([0, 0.5, 1]);
  const { correct, tokens } = SAMPLE_CELLS[0]!.columns;
  const twice = tokens.map((spent) => 2 * spent);
  const shape = { questionSet: "toy", questionCount: 30 };
  const expected = estimateDifference([{ ...shape, a: tokens, b: twice }]);
  expect(small!.atEqualBeta[0]).toMatchObject({
    accuracy: estimateStated(estimateDifference([{ ...shape, a: correct, b: correct }])),
    tokens: { value: expected.value, interval: expected.interval, separated: true, note: null },
  });
});

test("comparisonDocument() finds half the tokens for a controller that is as good and twice as cheap", () => {
  for (const { atMatchedAccuracy, atMatchedTokens } of besideItself(2).comparisons) {
    expect(atMatchedAccuracy!.tokenRatio.value).toBeCloseTo(0.5, 9);
    expect(atMatchedTokens!.accuracy.value).toBeGreaterThan(0);
  }
});

test("comparisonDocument() of two controllers without knobs compares them as they are, and nothing else", () => {
  const [a, b] = [PLAIN, { ...OTHER, hasKnobs: false }];
  const cells = [
    sampleCell("small/toy", a, null, 0.3, 100_000),
    sampleCell("small/toy", b, null, 0.5, 200_000),
  ];
  const [comparison] = comparisonDocument(a, b, cells, SWEPT).comparisons;
  expect(comparison!.atEqualBeta.map(({ beta }) => beta)).toEqual([null]);
  expect(comparison).toMatchObject({ atMatchedTokens: null, atMatchedAccuracy: null });
});

function estimateStated({ value, interval, ...rest }: ReturnType<typeof estimateDifference>) {
  return { value, interval, separated: false, note: "reason" in rest ? rest.reason : null };
}

function mean(values: Iterable<number>): number {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}
