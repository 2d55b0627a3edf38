import type { GoldAnswers, ReplayTables } from "../replay/environment.ts";

/** What people see of some questions, and controllers never do. */
export interface QuestionTexts {
  readonly questions: readonly string[];
  /** Distinct answers per question; an answer id is an index into its question's list. */
  readonly answers: readonly (readonly string[])[];
}

/**
 * Some consecutive questions of an environment, whole: what is imported, written and read at a time, so
 * that an environment may be larger than memory.
 */
export interface EnvironmentChunk extends QuestionTexts {
  readonly golds: GoldAnswers;
  /** Numbered from the first question of the chunk. */
  readonly tables: ReplayTables;
}
