/**
 * The recorded branches and probes of one environment, as columns. Branches of all questions are
 * numbered through: question `q` owns branches `branchOffsets[q] … branchOffsets[q + 1] - 1`, and
 * branch `b` owns probes `probeOffsets[b] … probeOffsets[b + 1] - 1`. Answers are ids into the
 * question's own dictionary. Nothing here says which answer is right: golds are kept apart.
 */
export interface ReplayTables {
  /** First branch of each question, shape `[questionCount + 1]`. */
  readonly branchOffsets: Uint32Array;
  /** First probe of each branch, shape `[branchCount + 1]`; a branch may have none (`L = 0`). */
  readonly probeOffsets: Uint32Array;
  /** Answer id of every probe, shape `[probeCount]`. */
  readonly probes: Uint16Array;
  /** Answer id at the end of each branch, shape `[branchCount]`. */
  readonly finals: Uint16Array;
  /** Length `T` of each branch in tokens, shape `[branchCount]`. */
  readonly branchTokens: Uint32Array;
  /**
   * Interval length Δ of each question in tokens, shape `[questionCount]`; 0 where only final answers were
   * recorded, so that its branches can be read and not opened.
   */
  readonly intervalTokens: Uint32Array;
}

/** One environment: its tables, and the texts that people see and controllers never do. */
export interface ReplayEnvironment {
  /** `<model>/<dataset>`, unless it was imported under another name. */
  readonly name: string;
  /** SHA-256 over tables, dictionaries, questions and golds, in hex: the environment's identity. */
  readonly contentHash: string;
  readonly questions: readonly string[];
  /** Distinct answers per question; an answer id is an index into its question's list. */
  readonly answers: readonly (readonly string[])[];
  readonly tables: ReplayTables;
}

/** The right answer of each question, as text, shape `[questionCount]`. */
export type GoldAnswers = readonly string[];

/** Answer id for "no valid answer"; in normalised answers only. */
export const INVALID_ANSWER_ID = 0xffff;

/** Number of questions of an environment. */
export function questionCountOf(tables: ReplayTables): number {
  return tables.intervalTokens.length;
}
