import { expect, test } from "@jest/globals";
import { measuredReduction } from "../../../src/cli/reproduce/token-reduction.ts";
import { sampleCell } from "./sample-cells.ts";

const pair = (environment: string, kiloTokens: number, baselineKiloTokens: number) => [
  sampleCell(environment, "cmc", 0.5, 0.5, kiloTokens),
  sampleCell(environment, "sc@64", null, 0.5, baselineKiloTokens),
];

test("measuredReduction() tells the mean of reductions from the reduction of sums", () => {
  const reduction = measuredReduction([
    ...pair("Qwen3-0.6B/aime24", 10, 10),
    ...pair("Qwen3-0.6B/aime25", 100, 200),
    ...pair("Qwen3-4B/hmmt25", 250, 1000),
  ]);
  expect(reduction?.environments).toEqual(["Qwen3-0.6B/aime25", "Qwen3-4B/hmmt25"]);
  expect(reduction?.meanOfReductions.value).toBeCloseTo((0.5 + 0.75) / 2, 12);
  expect(reduction?.onSummedTokens.value).toBeCloseTo(1 - 350 / 1200, 12);
});

test("measuredReduction() is null without held-out environments", () => {
  expect(measuredReduction(pair("Qwen3-0.6B/aime24", 10, 10))).toBeNull();
});
