import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { ComparedCell } from "../../../src/cli/reproduce/compare-rows.ts";
import type { ReproductionDocument } from "../../../src/cli/reproduce/reproduction-document.ts";
import { testOnPublishedData } from "../../published-data.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";

testOnPublishedData(
  "reproduce agrees with all 136 published rows and marks the printed figures that do not follow from them",
  async (folder) => {
    const { exitCode, stdout } = await runCommandLine(["reproduce", "--data", folder, "--json"]);
    const document: ReproductionDocument = JSON.parse(stdout);
    expect(document.agreement).toMatchObject({
      cells: 136,
      accuracyDeviation: 0,
      agrees: true,
      deviating: [],
    });
    expect(document.agreement!.tokensDeviation).toBeLessThan(0.01);
    expect(exitCode).toBe(0);

    const { mainTable, parallelProbeTable, headline, curves, searchRounds } = document;
    expect(remarked(onAime(mainTable))).toEqual([
      "Qwen3-1.7B/aime24 parallel-probe",
      "Qwen3-1.7B/aime25 parallel-probe",
      "Qwen3-4B/aime24 asc",
      "Qwen3-4B/aime25 asc",
    ]);
    expect(remarked(mainTable.filter(({ dataset }) => dataset === "average"))).toEqual([
      "Qwen3-0.6B/average sc@64",
      "Qwen3-0.6B/average asc",
      "Qwen3-0.6B/average esc",
      "Qwen3-1.7B/average esc",
    ]);
    expect(remarked(onAime(parallelProbeTable))).toEqual([
      "Qwen3-1.7B/aime24 parallel-probe",
      "Qwen3-1.7B/aime25 parallel-probe",
    ]);
    expect(headline.printed.meanOfReductions).toBeCloseTo(0.6955, 4);
    expect(headline.printed.onSummedTokens).toBeCloseTo(0.6941, 4);
    expect(headline.ours?.meanOfReductions.interval).not.toBeNull();
    expect(headline.ours?.onSummedTokens.interval).not.toBeNull();
    expect(curves.map(({ costFalls }) => costFalls)).toEqual(curves.map(() => []));
    expect(searchRounds.at(-1)?.ours).toMatchObject({ beta: 1 });
    expect(100 * searchRounds.at(-1)!.ours!.accuracy.value).toBeCloseTo(65.15, 2);
  },
  180_000,
);

test("reproduce names every file that is missing and how to get them, and exits with 2", () =>
  inScratchDir(async (dir) => {
    writeFileSync(join(dir, "aime24.json"), "[]");
    const { exitCode, stdout, stderr } = await runCommandLine(["reproduce", "--data", dir]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("no Qwen3-8B/aime25.json");
    expect(stderr).not.toContain("hmmt25");
    expect(stderr).toContain("autotts environment fetch autotts");
  }));

function onAime(cells: readonly ComparedCell[]): readonly ComparedCell[] {
  return cells.filter(({ dataset }) => dataset.startsWith("aime"));
}

function remarked(cells: readonly ComparedCell[]): readonly string[] {
  return cells
    .filter(({ remark }) => remark !== null)
    .map(({ model, dataset, controller }) => `${model}/${dataset} ${controller}`);
}
