import type { GoldAnswers, ReplayEnvironment } from "../replay/environment.ts";
import { contentHash } from "./content-hash.ts";
import { growingHalves, growingWords } from "./growing-column.ts";
import type { RecordedQuestion } from "./recorded-question.ts";

/** Distinct answers a question may have: ids are 16 bits, and `INVALID_ANSWER_ID` is taken. */
export const DISTINCT_ANSWERS_MAX = 0xffff;
/** Questions of a file; 100,000 of 64 branches are past what one file can hold. */
export const QUESTIONS_MAX = 100_000;
/** Branches, and steps on one, are counted in 16 bits. */
export const BRANCHES_PER_QUESTION_MAX = 0xffff;
export const PROBES_PER_BRANCH_MAX = 0xffff;

/** An environment and, apart from it, its golds. */
export interface BuiltEnvironment {
  readonly environment: ReplayEnvironment;
  readonly golds: GoldAnswers;
}

/** Collects questions one by one and turns them into columns. */
export interface EnvironmentBuilder {
  /**
   * Adds a question.
   *
   * @returns how many distinct answers it has; after more than `DISTINCT_ANSWERS_MAX` the builder is of no
   * further use.
   */
  add(question: RecordedQuestion): number;
  /** Call it once, after the last question. */
  finish(name: string): BuiltEnvironment;
}

/**
 * Starts an empty environment.
 *
 * Answer ids are given per question in order of first occurrence: branch by branch as recorded, a branch's
 * probes from the first to the last, then its final answer. Equal content therefore gives equal columns.
 */
export function environmentBuilder(): EnvironmentBuilder {
  const questions: string[] = [];
  const golds: string[] = [];
  const answers: string[][] = [];
  const branchOffsets = growingWords();
  const probeOffsets = growingWords();
  const probes = growingHalves();
  const finals = growingHalves();
  const branchTokens = growingWords();
  const intervalTokens = growingWords();
  branchOffsets.push(0);
  probeOffsets.push(0);

  return {
    add({ question, gold, intervalTokens: interval, branches }) {
      const dictionary = new Map<string, number>();
      for (const branch of branches) {
        for (const probe of branch.probes) probes.push(idOf(probe, dictionary));
        finals.push(idOf(branch.final, dictionary));
        branchTokens.push(branch.tokens);
        probeOffsets.push(probes.length);
      }
      branchOffsets.push(finals.length);
      intervalTokens.push(interval);
      questions.push(question);
      golds.push(gold);
      answers.push([...dictionary.keys()]);
      return dictionary.size;
    },
    finish(name) {
      const tables = {
        branchOffsets: branchOffsets.toColumn(),
        probeOffsets: probeOffsets.toColumn(),
        probes: probes.toColumn(),
        finals: finals.toColumn(),
        branchTokens: branchTokens.toColumn(),
        intervalTokens: intervalTokens.toColumn(),
      };
      const content = { questions, answers, tables };
      return {
        environment: { name, contentHash: contentHash(content, golds), ...content },
        golds,
      };
    },
  };
}

function idOf(answer: string, dictionary: Map<string, number>): number {
  const id = dictionary.get(answer) ?? dictionary.size;
  dictionary.set(answer, id);
  return id;
}
