import { contentHasher } from "./content-hasher.ts";
import type { EnvironmentChunk } from "./environment-chunk.ts";
import { type ImportReport, reportBuilder } from "./import-report.ts";
import { questionSetHasher } from "./question-set.ts";

/** What an environment comes to as a whole. */
export interface EnvironmentSummary {
  /** Its identity. */
  readonly contentHash: string;
  /** Names the list of its questions. */
  readonly questionSet: string;
  readonly report: ImportReport;
}

/** Sums an environment up chunk by chunk; where it is cut into chunks makes no difference. */
export interface SummaryBuilder {
  add(chunk: EnvironmentChunk): void;
  /** Call it once, after the last chunk; `questionsWithOtherTrace` is known to the file's reader alone. */
  finish(questionsWithOtherTrace: readonly number[]): EnvironmentSummary;
}

/** Starts with no question. */
export function summaryBuilder(): SummaryBuilder {
  const content = contentHasher();
  const questionSet = questionSetHasher();
  const report = reportBuilder();
  return {
    add(chunk) {
      content.add(chunk);
      questionSet.add(chunk.questions);
      report.add(chunk);
    },
    finish: (questionsWithOtherTrace) => ({
      contentHash: content.digest(),
      questionSet: questionSet.digest(),
      report: report.finish(questionsWithOtherTrace),
    }),
  };
}
