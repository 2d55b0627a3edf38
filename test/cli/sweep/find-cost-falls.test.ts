import { expect, test } from "@jest/globals";
import { findCostFalls } from "../../../src/cli/sweep/find-cost-falls.ts";
import { renderCostFalls } from "../../../src/cli/sweep/render-cost-falls.ts";
import type { SweptEnvironment } from "../../../src/cli/sweep/with-environments.ts";
import { createDraw } from "../../statistics/random-episodes.ts";

const QUESTIONS = 30;
const PERMUTATIONS = 4;
const TERMINAL = { interactive: false, colour: false, unicode: true, width: 80 };

function environment(name: string, answers: "exact" | "normalised" = "exact") {
  return { name, answers, questionSet: "q", questionCount: QUESTIONS } as SweptEnvironment;
}

/** A cell whose episodes cost `tokens` each, give or take what the question and chance make of it. */
function cell(where: SweptEnvironment, beta: number | null, tokens: number, spread = 0.2) {
  const draw = createDraw(7 + Math.round(1000 * tokens));
  const spent = Float64Array.from(
    { length: QUESTIONS * PERMUTATIONS },
    () => tokens * (1 + spread * (draw() - 0.5)),
  );
  return { environment: where, beta, columns: { tokens: spent } } as unknown as Parameters<
    typeof findCostFalls
  >[0][number];
}

test("findCostFalls() finds neighbouring βs of which the larger one costs less, and whether that is separated", () => {
  const here = environment("a/b");
  const falls = findCostFalls([
    cell(here, 0, 10_000),
    cell(here, 0.1, 20_000),
    cell(here, 0.2, 15_000),
    cell(here, 0.3, 30_000),
  ]);
  expect(falls).toMatchObject([
    { environment: "a/b", answers: "exact", from: 0.1, to: 0.2, separated: true },
  ]);
  const { value, interval } = falls[0]!.difference;
  expect(value).toBeLessThan(-4_000);
  expect(interval![1]).toBeLessThan(0);
});

test("findCostFalls() gives the reason where too few questions differ, and is not separated there", () => {
  const here = environment("a/b");
  const first = cell(here, 0, 10_000);
  const tokens = first.columns.tokens.slice();
  tokens[5] = tokens[5]! - 100;
  const second = { ...first, beta: 1, columns: { ...first.columns, tokens } };
  const [fall] = findCostFalls([first, second]);
  expect(fall!.difference.value).toBeCloseTo(-100 / tokens.length, 9);
  expect(fall).toMatchObject({
    difference: { interval: null, reason: "too few differing questions (1 of 30)" },
    separated: false,
  });
});

test("findCostFalls() compares nothing across environments, answer modes or controllers without knobs", () => {
  const dear = [environment("a/b"), environment("a/b", "normalised"), environment("c/d")];
  const cells = dear.map((where, k) => cell(where, 0.5, 30_000 - 10_000 * k));
  expect(findCostFalls(cells)).toEqual([]);
  expect(findCostFalls(dear.map((where) => cell(where, null, 1_000)))).toEqual([]);
  const flat = cell(dear[0]!, 0, 10_000);
  expect(findCostFalls([flat, { ...flat, beta: 1 }])).toEqual([]);
});

test("renderCostFalls() has a line for each, with its interval, and names answers where they are not the usual ones", () => {
  const fall = { environment: "a/b", answers: "exact", from: 0.3, to: 0.4 } as const;
  const apart = { value: -1_203, interval: [-1_900, -500] } as const;
  const near = { value: -12, interval: [-60, 36] } as const;
  const exact = { ...fall, difference: apart, separated: true };
  const other = { ...fall, answers: "normalised", difference: near, separated: false } as const;
  expect(renderCostFalls([{ name: "mine", costFalls: [exact] }], TERMINAL)).toBe(
    [
      "Tokens fall as β rises",
      "controller  environment  β          tokens",
      "──────────  ───────────  ─────────  ─────────────────────",
      "mine        a/b          0.3 → 0.4  -1.20k [-1.90k, -500]",
    ].join("\n"),
  );
  const both = renderCostFalls([{ name: "mine", costFalls: [exact, other] }], {
    ...TERMINAL,
    unicode: false,
  });
  expect(both).toMatch(/^mine +a\/b +normalised +0[.]3 to 0[.]4 +-12 \[-60, 36\] not separated$/m);
  // oxlint-disable-next-line no-control-regex -- that is what ASCII is
  expect(both).toMatch(/^[\x00-\x7f]*$/);
});
