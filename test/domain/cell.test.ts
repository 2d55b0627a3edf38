import { expect, test } from "@jest/globals";
import { type CellIdentity, cellIdentityText } from "../../src/domain/cell.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";

const EXACT: CellIdentity = {
  controllerHash: "c",
  replayVersion: 1,
  environmentHash: "e",
  beta: 0.1,
  permutations: [0, 100],
  answers: "exact",
  normalisationVersion: null,
  rules: DEFAULT_RULES,
};

test("cellIdentityText() differs with everything that decides a cell, the version of normalisation included", () => {
  const changes: readonly Partial<CellIdentity>[] = [
    {},
    { controllerHash: "d" },
    { replayVersion: 2 },
    { environmentHash: "f" },
    { beta: null },
    { permutations: [1, 100] },
    { answers: "normalised", normalisationVersion: 1 },
    { answers: "normalised", normalisationVersion: 2 },
    { rules: { ...DEFAULT_RULES, probeCostIntervals: 1 } },
  ];
  const texts = changes.map((change) => cellIdentityText({ ...EXACT, ...change }));
  expect(new Set(texts).size).toBe(changes.length);
});

test("cellIdentityText() of exact answers says nothing of normalisation: cells outlive its versions", () => {
  expect(cellIdentityText(EXACT).split("\n")[5]).toBe("exact");
});
