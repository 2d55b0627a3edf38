import { expect, test } from "@jest/globals";
import { compareRows } from "../../../src/cli/reproduce/compare-rows.ts";
import type { PublishedCell, PublishedRow } from "../../../src/cli/reproduce/published-tables.ts";
import { sampleCell } from "./sample-cells.ts";

/** What the sample cell of skill 0.5 measures: 15 questions with a right permutation, 9 with two. */
const OURS = [40, 250] as const;

function remarks(
  printed: PublishedCell,
  { controller = "sac", average = printed, isExact = true } = {},
) {
  const row: PublishedRow<PublishedCell> = {
    model: "Qwen3-0.6B",
    controller,
    beta: null,
    cells: [printed, printed, printed],
    average,
  };
  const played = [sampleCell("Qwen3-0.6B/aime24", controller, null, 0.5, 250)];
  return compareRows([row], ["aime25", "hmmt25"], played, isExact).map(({ remark }) => remark);
}

test("compareRows() has nothing to say of a figure that is ours, rounded or cut", () => {
  expect(remarks(OURS)).toEqual([null, null, null, null]);
  expect(remarks([40, 249.9])[0]).not.toBeNull();
});

test("compareRows() says which figures differ", () => {
  expect(remarks([41, 250])[0]).toBe("not ours: the paper's accuracy");
  expect(remarks([41, 260])[0]).toBe("not ours: the paper's accuracy, tokens");
});

test("compareRows() says what the published implementation gives where it is known", () => {
  expect(remarks([41, 250], { controller: "sc@64" })[0]).toBe(
    "not from the published code and data: the paper's accuracy; they give 21.43 % and 1008.6k tokens",
  );
});

test("compareRows() makes no remark on what other permutations give", () => {
  expect(remarks([41, 250], { isExact: false })[0]).toBeNull();
});

test("compareRows() has no figures of ours where nothing was played", () => {
  const row = { model: "Qwen3-8B", controller: "sac", beta: null, average: OURS } as const;
  const cells = [OURS, OURS, OURS] as const;
  const compared = compareRows([{ ...row, cells }], ["aime25"], [], true);
  expect(compared.map(({ ours, remark }) => [ours, remark])).toEqual(
    Array.from({ length: 4 }, () => [null, null]),
  );
});

test("compareRows() remarks on an average that is not that of its cells", () => {
  expect(remarks(OURS, { average: [40.1, 250.1] }).at(-1)).toBeNull();
  expect(remarks(OURS, { average: [40.3, 250] }).at(-1)).toBe(
    "the mean of the printed cells is 40.0 % and not 40.3 %",
  );
});
