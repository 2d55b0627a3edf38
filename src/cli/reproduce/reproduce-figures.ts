import { resolve } from "node:path";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { renderMarkdown, renderReport } from "../render/render-report.ts";
import { playFiles } from "../sweep/play-files.ts";
import { publishedFiles } from "./published-files.ts";
import { reportReproduction } from "./report-reproduction.ts";
import { reproductionDocument } from "./reproduction-document.ts";

/** What `reproduce` was told, parsed. */
export interface ReproduceOptions {
  readonly data: string;
  readonly permutations: number;
  readonly markdown?: true;
  readonly json?: true;
}

/** The methods of the published tables and figures, the ones that are plotted first. */
const CONTROLLERS = [
  "cmc",
  "sc@64",
  "asc",
  "esc",
  "parallel-probe",
  "lead-3",
  "sac",
  "sc@1",
  "parallel-probe@16",
  "answer-consistency",
  "st-bon",
];
const BETAS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const DEADLINE_SECONDS = 120;

/** Plays what the papers report and prints both. Fails where we deviate from the published implementation. */
export async function reproduceFigures(
  options: ReproduceOptions,
  context: CommandContext,
): Promise<void> {
  const { files, missing } = publishedFiles(resolve(context.workingDir, options.data));
  const { permutations } = options;
  const sweep = { environment: files, beta: BETAS, permutations, deadline: DEADLINE_SECONDS };
  const { outcome } = await playFiles(CONTROLLERS, sweep, context);
  if (outcome.kind === "failed") {
    context.complain(outcome.reason);
    context.endWith(EXIT.failed);
    return;
  }
  const document = reproductionDocument(outcome.cells, permutations, missing);
  if (options.json === true) context.printJson(document);
  else {
    const report = reportReproduction(document);
    const isMarkdown = options.markdown === true;
    context.print(isMarkdown ? renderMarkdown(report) : renderReport(report, context.terminal));
  }
  if (document.agreement?.agrees !== false) return;
  context.complain(
    `${document.agreement.deviating.length} of ${document.agreement.cells} cells deviate from the published implementation.`,
  );
  context.endWith(EXIT.failed);
}
