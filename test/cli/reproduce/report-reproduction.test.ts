import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { renderMarkdown } from "../../../src/cli/render/render-report.ts";
import { reportReproduction } from "../../../src/cli/reproduce/report-reproduction.ts";
import { reproductionDocument } from "../../../src/cli/reproduce/reproduction-document.ts";
import { SAMPLE_CELLS } from "./sample-cells.ts";

test("reportReproduction() says what fixtures/reports has: a change is shown, and kept with UPDATE_REPORTS=1", () => {
  const document = reproductionDocument(SAMPLE_CELLS, 2, ["Qwen3-8B/hmmt25"]);
  const report = `${renderMarkdown(reportReproduction(document))}\n`;
  const file = new URL(
    "../../../fixtures/reports/reproduction-of-made-up-cells.md",
    import.meta.url,
  );
  // oxlint-disable-next-line node/no-process-env -- a switch of the person who runs the test
  if (process.env["UPDATE_REPORTS"] === "1") writeFileSync(file, report);
  expect(report).toBe(readFileSync(file, "utf8"));
});
