import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accuracyTicks, tokenTicks } from "../../../src/cli/render/plot-ticks.ts";

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map((tick) => tick.label);

test.each([
  [0.615, 0.79, ["60%", "65%", "70%", "75%", "80%"]],
  [0, 1, ["0%", "20%", "40%", "60%", "80%", "100%"]],
  [0.2, 0.4, ["20%", "25%", "30%", "35%", "40%"]],
  [1, 1, ["97%", "98%", "99%", "100%"]],
  [0, 0, ["0%", "1%", "2%", "3%"]],
])("accuracyTicks(%d, %d) are %j", (lowest, highest, expected) => {
  expect(labels(accuracyTicks(lowest, highest))).toEqual(expected);
});

test.each([
  [9_000, 1_100_000, ["10k", "20k", "50k", "100k", "200k", "500k", "1M"]],
  [900, 2_000_000, ["1k", "10k", "100k", "1M"]],
  [14_000, 52_000, ["15k", "20k", "30k", "40k", "50k"]],
  [12_000, 14_000, ["12k", "13k", "14k"]],
])("tokenTicks(%d, %d) are %j", (lowest, highest, expected) => {
  expect(labels(tokenTicks(lowest, highest))).toEqual(expected);
});

test("accuracyTicks() enclose all accuracies within 0 to 100%, six at most", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [lowest, highest] = [Math.min(a, b), Math.max(a, b)];
      const values = accuracyTicks(lowest, highest).map((tick) => tick.value);
      expect(values.length).toBeGreaterThanOrEqual(2);
      expect(values.length).toBeLessThanOrEqual(6);
      expect(values[0]).toBeGreaterThanOrEqual(0);
      expect(values[0]).toBeLessThanOrEqual(lowest + 1e-9);
      expect(values.at(-1)).toBeGreaterThanOrEqual(highest - 1e-9);
      expect(values.at(-1)).toBeLessThanOrEqual(1);
    }),
  );
});
