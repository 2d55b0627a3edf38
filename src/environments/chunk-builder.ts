import type { EnvironmentChunk } from "./environment-chunk.ts";
import { growingHalves, growingWords } from "./growing-column.ts";
import type { RecordedQuestion } from "./recorded-question.ts";

/** Distinct answers a question may have: ids are 16 bits, and `INVALID_ANSWER_ID` is taken. */
export const DISTINCT_ANSWERS_MAX = 0xffff;
/** Branches, and steps on one, are counted in 16 bits. */
export const BRANCHES_PER_QUESTION_MAX = 0xffff;
export const PROBES_PER_BRANCH_MAX = 0xffff;

/** Collects questions one by one and turns them into columns. */
export interface ChunkBuilder {
  /**
   * Adds a question.
   *
   * @returns how many distinct answers it has; after more than `DISTINCT_ANSWERS_MAX` the builder is of no
   * further use.
   */
  add(question: RecordedQuestion): number;
  /** Bytes that the tables of the questions at hand take, and characters of their texts. */
  size(): number;
  /** The questions at hand, after which there are none. */
  take(): EnvironmentChunk;
}

/**
 * Starts without questions.
 *
 * Answer ids are given per question in order of first occurrence: branch by branch as recorded, a branch's
 * probes from the first to the last, then its final answer. Equal content therefore gives equal columns.
 */
export function chunkBuilder(): ChunkBuilder {
  let columns = emptyColumns();
  let characters = 0;
  return {
    add({ question, gold, intervalTokens, branches }) {
      const { probes, finals, branchTokens, probeOffsets } = columns;
      const dictionary = new Map<string, number>();
      for (const branch of branches) {
        for (const probe of branch.probes) probes.push(idOf(probe, dictionary));
        finals.push(idOf(branch.final, dictionary));
        branchTokens.push(branch.tokens);
        probeOffsets.push(probes.length);
      }
      columns.branchOffsets.push(finals.length);
      columns.intervalTokens.push(intervalTokens);
      columns.questions.push(question);
      columns.golds.push(gold);
      const answers = [...dictionary.keys()];
      columns.answers.push(answers);
      characters += answers.reduce((sum, { length }) => sum + length, question.length);
      return answers.length;
    },
    size: () => 2 * columns.probes.length + 10 * columns.finals.length + characters,
    take() {
      const { questions, golds, answers, ...numbers } = columns;
      columns = emptyColumns();
      characters = 0;
      const tables = {
        branchOffsets: numbers.branchOffsets.toColumn(),
        probeOffsets: numbers.probeOffsets.toColumn(),
        probes: numbers.probes.toColumn(),
        finals: numbers.finals.toColumn(),
        branchTokens: numbers.branchTokens.toColumn(),
        intervalTokens: numbers.intervalTokens.toColumn(),
      };
      return { questions, golds, answers, tables };
    },
  };
}

function emptyColumns() {
  const [branchOffsets, probeOffsets] = [growingWords(), growingWords()];
  branchOffsets.push(0);
  probeOffsets.push(0);
  return {
    questions: new Array<string>(),
    golds: new Array<string>(),
    answers: new Array<readonly string[]>(),
    branchOffsets,
    probeOffsets,
    probes: growingHalves(),
    finals: growingHalves(),
    branchTokens: growingWords(),
    intervalTokens: growingWords(),
  };
}

function idOf(answer: string, dictionary: Map<string, number>): number {
  const id = dictionary.get(answer) ?? dictionary.size;
  dictionary.set(answer, id);
  return id;
}
