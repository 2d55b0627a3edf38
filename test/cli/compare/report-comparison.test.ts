import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { comparisonDocument } from "../../../src/cli/compare/comparison-document.ts";
import { reportComparison } from "../../../src/cli/compare/report-comparison.ts";
import { renderMarkdown, renderReport } from "../../../src/cli/render/render-report.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import { BOLD, PLAIN, SAMPLE_CELLS } from "./sample-comparison.ts";

const ASCII = { interactive: false, colour: false, unicode: false, width: 120 };

function expectGolden(text: string, name: string): void {
  const file = new URL(`../../../fixtures/reports/${name}`, import.meta.url);
  // oxlint-disable-next-line node/no-process-env -- a switch of the person who runs the test
  if (process.env["UPDATE_REPORTS"] === "1") writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(file, "utf8"));
}

const SWEPT = { permutations: [0, 10], answers: "exact", rules: DEFAULT_RULES } as const;

test("reportComparison() says what fixtures/reports has: a change is shown, and kept with UPDATE_REPORTS=1", () => {
  const document = comparisonDocument(BOLD, PLAIN, SAMPLE_CELLS, SWEPT);
  expectGolden(renderMarkdown(reportComparison(document, { unicode: true })), "comparison.md");
});

test("reportComparison() says where one question makes up half of a variance, and what that means", () => {
  const document = comparisonDocument(BOLD, PLAIN, SAMPLE_CELLS.slice(0, 4), SWEPT);
  const [comparison] = document.comparisons;
  const hypervolume = { ...comparison!.hypervolume, outlierShare: 0.62 };
  const text = renderReport(
    reportComparison({ ...document, comparisons: [{ ...comparison!, hypervolume }] }, ASCII),
    ASCII,
  );
  expect(text).toMatch(/^small.toy +[+]0[.]129 \[.*\], one question is 62 % of the variance$/m);
  expect(text).toContain("about 90 times in\n100 instead of 95");
  expect(renderReport(reportComparison(document, ASCII), ASCII)).not.toContain("one question");
});

test("reportComparison() is ASCII where nothing else is sure, with a table at equal betas", () => {
  const bold = SAMPLE_CELLS.filter(({ controller }) => controller.sha256 === BOLD.sha256);
  const other = { ...BOLD, name: "other", sha256: "d".repeat(64) };
  // The other controller does at each beta what bold does at the next one; at the last one, the same.
  const cells = bold.map(({ environment, beta }) => {
    const ofSame = bold.filter((cell) => cell.environment.name === environment.name);
    const next = ofSame.find((cell) => cell.beta! > beta!) ?? ofSame.at(-1)!;
    return { controller: other, environment, beta, columns: next.columns };
  });
  const document = comparisonDocument(BOLD, other, [...bold, ...cells], SWEPT);
  const text = renderReport(reportComparison(document, ASCII), ASCII);
  // oxlint-disable-next-line no-control-regex -- that is what ASCII is
  expect(text).toMatch(/^[\x00-\x7f]*$/);
  expectGolden(text, "comparison-at-equal-betas.txt");
});
