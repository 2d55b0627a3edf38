import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { costMicroUsd, priceOf, worstCaseMicroUsd } from "../../../src/discovery/model/pricing.ts";

test("priceOf() knows a model by its name and by the name of a dated snapshot", () => {
  expect(priceOf("claude-sonnet-4-5-20250929")).toEqual(priceOf("claude-sonnet-4-5"));
  expect(priceOf("claude-opus-5-5")).toEqual({
    input: 4,
    cacheWrite: 5,
    cacheRead: 0.2,
    output: 20,
  });
});

test("priceOf() refuses a model it cannot price, and names those it can", () => {
  expect(() => priceOf("gpt-oss")).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      message: expect.stringContaining("claude-opus-5-5"),
    }),
  );
  expect(() => priceOf("toString")).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
});

test("costMicroUsd() adds the four kinds of tokens and rounds up to a micro-dollar", () => {
  const usage = {
    inputTokens: 1_000,
    cacheWriteTokens: 100,
    cacheReadTokens: 11,
    outputTokens: 10,
  };
  // 1,000 × 4 + 100 × 5 + 11 × 0.2 + 10 × 20 = 4,702.2
  expect(costMicroUsd(priceOf("claude-opus-5-5"), usage)).toBe(4_703);
});

test("worstCaseMicroUsd() is never below the cost of a turn within its limits", () => {
  const price = priceOf("claude-opus-5-5");
  const tokens = fc.nat({ max: 100_000 });
  fc.assert(
    fc.property(tokens, tokens, tokens, tokens, (input, written, read, output) => {
      const usage = {
        inputTokens: input,
        cacheWriteTokens: written,
        cacheReadTokens: read,
        outputTokens: output,
      };
      const worst = worstCaseMicroUsd(price, input + written + read, output);
      expect(worst).toBeGreaterThanOrEqual(costMicroUsd(price, usage));
    }),
    { seed: 20_261_122 },
  );
});
