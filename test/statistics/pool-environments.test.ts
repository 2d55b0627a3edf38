import { expect, test } from "@jest/globals";
import { poolEnvironments } from "../../src/statistics/pool-environments.ts";

test("poolEnvironments() adds up environments of one question set and keeps sets apart", () => {
  const pooled = poolEnvironments([
    { questionSet: "aime", questionCount: 2, values: Uint8Array.of(1, 0, 1, 1) },
    { questionSet: "hmmt", questionCount: 1, values: Uint8Array.of(0, 1) },
    { questionSet: "aime", questionCount: 2, values: Uint8Array.of(1, 1, 0, 1) },
  ]);
  expect(pooled).toEqual([
    { questionSet: "aime", questionCount: 2, values: Float64Array.of(2, 1, 1, 2) },
    { questionSet: "hmmt", questionCount: 1, values: Float64Array.of(0, 1) },
  ]);
});

test("poolEnvironments() leaves its input as it was", () => {
  const values = Float64Array.of(1, 2);
  const environment = { questionSet: "q", questionCount: 1, values };
  poolEnvironments([environment, environment]);
  expect(values).toEqual(Float64Array.of(1, 2));
});

test("poolEnvironments() refuses environments of one set with different permutations", () => {
  const environments = [
    { questionSet: "q", questionCount: 1, values: [1, 2] },
    { questionSet: "q", questionCount: 1, values: [1, 2, 3] },
  ];
  expect(() => poolEnvironments(environments)).toThrow(/question set "q".*2 episodes.*another 3/);
});
