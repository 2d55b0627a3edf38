import { resolve } from "node:path";
import { DomainError } from "../domain/errors.ts";
import type { ImportReport } from "../environments/import-report.ts";
import { loadEnvironment } from "../environments/load-environment.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { formatPercent } from "./render/format-percent.ts";
import { paint } from "./render/paint.ts";

/** What `environment lint` was told. */
export interface LintOptions {
  readonly json?: true;
}

/** Questions that are listed one by one. */
const LISTED_MAX = 10;

type LintedFile =
  | {
      readonly file: string;
      readonly ok: true;
      readonly name: string;
      readonly contentHash: string;
      readonly report: ImportReport;
    }
  | { readonly file: string; readonly ok: false; readonly code: string; readonly message: string };

/** Reads every file, whatever became of the one before it, and tells what an import would find. */
export async function lintEnvironments(
  files: readonly string[],
  { json }: LintOptions,
  context: CommandContext,
): Promise<void> {
  const linted: LintedFile[] = [];
  for (const file of files) {
    context.signal.throwIfAborted();
    linted.push(await lint(file, context.workingDir));
  }
  if (linted.some(({ ok }) => !ok)) context.endWith(EXIT.misused);
  if (json === true) return context.printJson({ files: linted });
  for (const one of linted) {
    if (one.ok)
      context.print(
        `${paint(one.name, "bold", context.terminal)}  (${one.file})\n${reportText(one.report)}\n`,
      );
    else context.complain(one.message);
  }
}

async function lint(file: string, workingDir: string): Promise<LintedFile> {
  try {
    const { environment, report } = await loadEnvironment(resolve(workingDir, file));
    const { name, contentHash } = environment;
    return { file, ok: true, name, contentHash, report };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { file, ok: false, code: error.code, message: error.message };
  }
}

/** A report as lines: what is there, then the oddities that there are. */
function reportText(report: ImportReport): string {
  const { min, max } = report.branchesPerQuestion;
  const oddities = [
    countText("branches that ended before their first probe", report.branchesWithoutProbes),
    countText("branches shorter than their probes say", report.branchesEndingEarly),
    countText("branches whose answer is not their last probe", report.branchesChangingAtEnd),
    listText("questions that repeat an earlier one", report.repeatedQuestions),
    listText("questions that no branch answers rightly", report.questionsWithoutGold),
    listText("questions with another final_answers_trace", report.questionsWithOtherTrace),
  ].filter((line) => line !== "");
  return [
    `  ${report.questionCount} questions × ${min === max ? min : `${min} … ${max}`} branches, ${report.probeCount} probes, one every ${report.intervalTokens.join(" or ")} tokens`,
    `  ${formatPercent(report.errorProbeShare)} of the probes are ERR`,
    ...(report.synthetic ? ["  synthetic: every question was made by the generator"] : []),
    ...oddities,
  ].join("\n");
}

function countText(what: string, count: number): string {
  return count === 0 ? "" : `  ${what}: ${count}`;
}

/** Questions count from 0, as everywhere. */
function listText(what: string, questions: readonly number[]): string {
  if (questions.length === 0) return "";
  const shown = questions.slice(0, LISTED_MAX).join(", ");
  return `  ${what}: number ${shown}${questions.length > LISTED_MAX ? ", …" : ""}`;
}
