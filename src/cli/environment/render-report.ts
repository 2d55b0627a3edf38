import type { ImportReport } from "../../environments/import-report.ts";
import { formatPercent } from "../render/format-percent.ts";

/** Questions that are listed one by one. */
const LISTED_MAX = 10;

/** What an import found, as lines: what is there, then the oddities that there are. */
export function renderReport(report: ImportReport): string {
  const { min, max } = report.branchesPerQuestion;
  const sizes = `  ${report.questionCount} questions × ${min === max ? min : `${min} … ${max}`} branches`;
  const answersOnly = report.probeCount === 0 && report.intervalTokens[0] === 0;
  const lines = answersOnly
    ? [`${sizes}, final answers only: for controllers that read, and none that probe`]
    : [
        `${sizes}, ${report.probeCount} probes, one every ${report.intervalTokens.join(" or ")} tokens`,
        `  ${formatPercent(report.errorProbeShare)} of the probes are ERR`,
        countLine("branches that ended before their first probe", report.branchesWithoutProbes),
        countLine("branches shorter than their probes say", report.branchesEndingEarly),
        countLine("branches whose answer is not their last probe", report.branchesChangingAtEnd),
      ];
  return [
    ...lines,
    report.synthetic ? "  synthetic: every question was made by the generator" : "",
    questionsLine("questions that repeat an earlier one", report.repeatedQuestions),
    questionsLine("questions that no branch answers rightly", report.questionsWithoutGold),
    questionsLine("questions with another final_answers_trace", report.questionsWithOtherTrace),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** Some questions by number, counted from 0 as everywhere; empty where there are none. */
export function questionsLine(what: string, questions: readonly number[]): string {
  if (questions.length === 0) return "";
  const shown = questions.slice(0, LISTED_MAX).join(", ");
  return `  ${what}: number ${shown}${questions.length > LISTED_MAX ? ", …" : ""}`;
}

function countLine(what: string, count: number): string {
  return count === 0 ? "" : `  ${what}: ${count}`;
}
