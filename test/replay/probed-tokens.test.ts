import { expect, test } from "@jest/globals";
import { probedTokens } from "../../src/replay/probed-tokens.ts";

test("probedTokens() takes each probe at the interval of its question", () => {
  // Two questions × three permutations.
  const probes = Uint32Array.of(1, 0, 2, 4, 0, 1);
  expect(probedTokens(probes, Uint32Array.of(500, 200))).toBe(3 * 500 + 5 * 200);
});
