import { expect, test } from "@jest/globals";
import { checkAgreement } from "../../../src/cli/reproduce/check-agreement.ts";
import { REFERENCE_CELLS } from "../../../src/cli/reproduce/reference-cells.ts";
import { sampleCell } from "./sample-cells.ts";

test("checkAgreement() names the cells that deviate, and by how much at most", () => {
  const { environment, controller, beta, accuracyPercent, tokensMean } = REFERENCE_CELLS.find(
    (cell) => cell.controller === "sc@1",
  )!;
  const cell = sampleCell(environment, controller, beta, 0.5, 250);
  const agreement = checkAgreement([cell], 100);
  expect(agreement).toMatchObject({ cells: 1, agrees: false });
  expect(agreement?.deviating).toEqual([`${environment} sc@1`]);
  expect(agreement?.accuracyDeviation).toBeCloseTo(40 - accuracyPercent, 9);
  expect(agreement?.tokensDeviation).toBeCloseTo(250_000 - tokensMean, 6);
});

test("checkAgreement() compares nothing where other permutations were played", () => {
  expect(checkAgreement([], 10)).toBeNull();
});
