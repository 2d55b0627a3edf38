import { questionCountOf } from "../replay/environment.ts";
import { digestSet } from "./digest-set.ts";
import type { EnvironmentChunk } from "./environment-chunk.ts";
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

/** Describes an environment chunk by chunk. */
export interface ReportBuilder {
  add(chunk: EnvironmentChunk): void;
  /** Call it once, after the last chunk; `questionsWithOtherTrace` is known to the file's reader alone. */
  finish(questionsWithOtherTrace: readonly number[]): ImportReport;
}

/** Starts a report of nothing. It keeps a digest of each question, and no text. */
export function reportBuilder(): ReportBuilder {
  const known = digestSet();
  const intervals = new Set<number>();
  const repeatedQuestions: number[] = [];
  const questionsWithoutGold: number[] = [];
  const odd = { errors: 0, withoutProbes: 0, endingEarly: 0, changingAtEnd: 0 };
  let [questionCount, branchCount, probeCount] = [0, 0, 0];
  let [min, max] = [Infinity, 0];
  let synthetic = true;

  return {
    add({ questions, answers, golds, tables }) {
      for (const [index, text] of questions.entries()) {
        if (known.add(text)) repeatedQuestions.push(questionCount + index);
        if (!answers[index]!.includes(golds[index]!)) {
          questionsWithoutGold.push(questionCount + index);
        }
        const width = tables.branchOffsets[index + 1]! - tables.branchOffsets[index]!;
        min = Math.min(min, width);
        max = Math.max(max, width);
        intervals.add(tables.intervalTokens[index]!);
        synthetic &&= isSyntheticQuestion(text);
      }
      countOddBranches({ answers, tables }, odd);
      questionCount += questions.length;
      branchCount += tables.branchTokens.length;
      probeCount += tables.probes.length;
    },
    finish: (questionsWithOtherTrace) => ({
      questionCount,
      branchCount,
      branchesPerQuestion: { min, max },
      probeCount,
      intervalTokens: [...intervals].toSorted((a, b) => a - b),
      errorProbeShare: probeCount === 0 ? 0 : odd.errors / probeCount,
      branchesWithoutProbes: odd.withoutProbes,
      branchesEndingEarly: odd.endingEarly,
      branchesChangingAtEnd: odd.changingAtEnd,
      repeatedQuestions,
      questionsWithoutGold,
      questionsWithOtherTrace,
      synthetic,
    }),
  };
}

function countOddBranches(
  { answers, tables }: Pick<EnvironmentChunk, "answers" | "tables">,
  odd: { errors: number; withoutProbes: number; endingEarly: number; changingAtEnd: number },
): void {
  for (let question = 0; question < questionCountOf(tables); question += 1) {
    const errorId = answers[question]!.indexOf(ERROR_ANSWER);
    const end = tables.branchOffsets[question + 1]!;
    for (let branch = tables.branchOffsets[question]!; branch < end; branch += 1) {
      const probes = tables.probes.subarray(
        tables.probeOffsets[branch],
        tables.probeOffsets[branch + 1],
      );
      for (const probe of probes) if (probe === errorId) odd.errors += 1;
      const probedTokens = tables.intervalTokens[question]! * probes.length;
      if (probes.length === 0) odd.withoutProbes += 1;
      else if (probes.at(-1) !== tables.finals[branch]) odd.changingAtEnd += 1;
      if (tables.branchTokens[branch]! < probedTokens) odd.endingEarly += 1;
    }
  }
}
