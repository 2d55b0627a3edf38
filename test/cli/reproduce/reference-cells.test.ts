import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { REFERENCE_CELLS } from "../../../src/cli/reproduce/reference-cells.ts";
import { testOnPublishedData } from "../../published-data.ts";

test("REFERENCE_CELLS has 17 cells of each of 8 environments, none twice", () => {
  const names = REFERENCE_CELLS.map(({ environment, controller, beta }) =>
    [environment, controller, beta].join(" "),
  );
  expect([names.length, new Set(names).size]).toEqual([136, 136]);
});

const CONTROLLERS: Readonly<Record<string, string>> = {
  "sc 1": "sc@1",
  "sc 64": "sc@64",
  "asc 64": "asc",
  "esc 64": "esc",
  "pp 64": "parallel-probe",
  "pp 16": "parallel-probe@16",
};

testOnPublishedData("REFERENCE_CELLS is what the published implementation printed", (folder) => {
  const printed: readonly {
    model: string;
    dataset: string;
    method: string;
    param: number;
    accuracy: number;
    avg_cost: number;
  }[] = JSON.parse(readFileSync(join(folder, "expected_aime.json"), "utf8"));
  expect(printed).toHaveLength(REFERENCE_CELLS.length);
  for (const { model, dataset, method, param, accuracy, avg_cost: tokens } of printed) {
    const controller = CONTROLLERS[`${method} ${param}`] ?? method;
    const cell = REFERENCE_CELLS.find(
      (one) =>
        one.environment === `${model}/${dataset}` &&
        one.controller === controller &&
        one.beta === (method === "cmc" ? param : null),
    );
    expect(cell?.accuracyPercent).toBe(accuracy);
    expect(cell?.tokensMean).toBeCloseTo(tokens, 3);
  }
});
