import { expect, test } from "@jest/globals";
import { bundledEnvironments } from "../../src/environments/bundled-environments.ts";

test("bundledEnvironments() makes one environment a model, of published size, under the split's name", () => {
  const search = bundledEnvironments("search");
  expect(search.map(({ environment }) => environment.name)).toEqual([
    "synthetic-0.6B/search",
    "synthetic-1.7B/search",
    "synthetic-4B/search",
    "synthetic-8B/search",
  ]);
  for (const { report } of search) {
    expect(report).toMatchObject({ questionCount: 30, branchCount: 3_840, synthetic: true });
  }
});

test("bundledEnvironments() shares no question between the splits", () => {
  const [search, heldOut] = (["search", "held-out"] as const).map(
    (split) =>
      new Set(bundledEnvironments(split).flatMap(({ environment }) => environment.questions)),
  );
  expect(search!.size).toBe(30);
  expect([...heldOut!].some((question) => search!.has(question))).toBe(false);
});
