import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import type { BuiltEnvironment } from "../../src/environments/imported-environment.ts";

/** Questions in AutoTTS form, one line a record. */
export function autottsJson(questions: readonly RecordedQuestion[]): string {
  const lines = questions.map((recorded) => JSON.stringify(autottsRecord(recorded)));
  return `[\n${lines.join(",\n")}\n]\n`;
}

/** One question as a record of an AutoTTS file. */
export function autottsRecord({ question, gold, intervalTokens, branches }: RecordedQuestion) {
  return {
    question,
    gold_answer: gold,
    probe_freq: intervalTokens,
    final_answers_trace: branches.map((branch) => branch.final),
    each_branch: branches.map(({ probes, tokens, final }) => [probes, tokens, final]),
  };
}

/** The questions an environment was made of, read back from its columns. */
export function recordedQuestions({ environment, golds }: BuiltEnvironment): RecordedQuestion[] {
  const { questions, answers, tables } = environment;
  return questions.map((question, index) => {
    const from = tables.branchOffsets[index]!;
    const branchCount = tables.branchOffsets[index + 1]! - from;
    const text = (id: number) => answers[index]![id]!;
    return {
      question,
      gold: golds[index]!,
      intervalTokens: tables.intervalTokens[index]!,
      branches: Array.from({ length: branchCount }, (_, offset) => {
        const branch = from + offset;
        const [start, end] = [tables.probeOffsets[branch]!, tables.probeOffsets[branch + 1]!];
        return {
          probes: Array.from(tables.probes.subarray(start, end), text),
          tokens: tables.branchTokens[branch]!,
          final: text(tables.finals[branch]!),
        };
      }),
    };
  });
}
