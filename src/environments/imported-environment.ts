import type { GoldAnswers, ReplayEnvironment } from "../replay/environment.ts";
import type { EnvironmentChunk } from "./environment-chunk.ts";
import type { EnvironmentSummary } from "./environment-summary.ts";
import type { ImportReport } from "./import-report.ts";

/** An environment and, apart from it, its golds. */
export interface BuiltEnvironment {
  readonly environment: ReplayEnvironment;
  readonly golds: GoldAnswers;
}

/** What an import into memory yields: environment and golds apart, and what was found. */
export interface ImportedEnvironment extends BuiltEnvironment {
  readonly report: ImportReport;
}

/** An environment whose only chunk is at hand. */
export function importedEnvironment(
  name: string,
  { questions, answers, golds, tables }: EnvironmentChunk,
  { contentHash, report }: EnvironmentSummary,
): ImportedEnvironment {
  return { environment: { name, contentHash, questions, answers, tables }, golds, report };
}
