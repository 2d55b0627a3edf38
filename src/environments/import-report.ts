import type { GoldAnswers, ReplayEnvironment } from "../replay/environment.ts";
import { questionCountOf } from "../replay/environment.ts";
import { isSyntheticQuestion } from "./synthetic-question-text.ts";

/** The answer that recorded data hold where no answer could be read. */
const ERROR_ANSWER = "ERR";

/**
 * What an environment turned out to hold. All of it is worth a look and none of it is an error: published
 * data have every one of these oddities but repeated questions.
 */
export interface ImportReport {
  readonly questionCount: number;
  readonly branchCount: number;
  readonly branchesPerQuestion: { readonly min: number; readonly max: number };
  readonly probeCount: number;
  /** The distinct Δ of its questions, ascending. */
  readonly intervalTokens: readonly number[];
  /** Share of probes that are "ERR", in [0, 1]; 0 where there are no probes. */
  readonly errorProbeShare: number;
  /** Branches without any probe (L = 0). */
  readonly branchesWithoutProbes: number;
  /** Branches shorter than their probes say (T < Δ·L). */
  readonly branchesEndingEarly: number;
  /** Branches whose last probe is not their final answer. */
  readonly branchesChangingAtEnd: number;
  /** Questions whose text occurred before. */
  readonly repeatedQuestions: readonly number[];
  /** Questions no branch of which ever gives the gold, at a probe or at its end. */
  readonly questionsWithoutGold: readonly number[];
  /** Questions whose `final_answers_trace` differs from the final answers of their branches. */
  readonly questionsWithOtherTrace: readonly number[];
  /** Every question was made by the generator. */
  readonly synthetic: boolean;
}

/** Describes an environment; `questionsWithOtherTrace` is known to the file's reader alone. */
export function describeEnvironment(
  { questions, answers, tables }: Pick<ReplayEnvironment, "questions" | "answers" | "tables">,
  golds: GoldAnswers,
  questionsWithOtherTrace: readonly number[],
): ImportReport {
  const widths = [...questions.keys()].map(
    (question) => tables.branchOffsets[question + 1]! - tables.branchOffsets[question]!,
  );
  const firstIndex = new Map<string, number>();
  for (const [index, text] of questions.entries()) {
    if (!firstIndex.has(text)) firstIndex.set(text, index);
  }
  return {
    questionCount: questionCountOf(tables),
    branchCount: tables.branchTokens.length,
    branchesPerQuestion: { min: smallest(widths), max: largest(widths) },
    probeCount: tables.probes.length,
    intervalTokens: [...new Set(tables.intervalTokens)].toSorted((a, b) => a - b),
    ...countOddBranches({ answers, tables }),
    repeatedQuestions: indexesWhere(questions, (text, index) => firstIndex.get(text) !== index),
    questionsWithoutGold: indexesWhere(answers, (texts, index) => !texts.includes(golds[index]!)),
    questionsWithOtherTrace,
    synthetic: questions.every(isSyntheticQuestion),
  };
}

function countOddBranches({ answers, tables }: Pick<ReplayEnvironment, "answers" | "tables">) {
  let errors = 0;
  let branchesWithoutProbes = 0;
  let branchesEndingEarly = 0;
  let branchesChangingAtEnd = 0;
  for (let question = 0; question < questionCountOf(tables); question += 1) {
    const errorId = answers[question]!.indexOf(ERROR_ANSWER);
    const end = tables.branchOffsets[question + 1]!;
    for (let branch = tables.branchOffsets[question]!; branch < end; branch += 1) {
      const probes = tables.probes.subarray(
        tables.probeOffsets[branch],
        tables.probeOffsets[branch + 1],
      );
      for (const probe of probes) if (probe === errorId) errors += 1;
      const probedTokens = tables.intervalTokens[question]! * probes.length;
      if (probes.length === 0) branchesWithoutProbes += 1;
      else if (probes.at(-1) !== tables.finals[branch]) branchesChangingAtEnd += 1;
      if (tables.branchTokens[branch]! < probedTokens) branchesEndingEarly += 1;
    }
  }
  const errorProbeShare = tables.probes.length === 0 ? 0 : errors / tables.probes.length;
  return { errorProbeShare, branchesWithoutProbes, branchesEndingEarly, branchesChangingAtEnd };
}

function indexesWhere<T>(
  values: readonly T[],
  holds: (value: T, index: number) => boolean,
): readonly number[] {
  return values.flatMap((value, index) => (holds(value, index) ? [index] : []));
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
