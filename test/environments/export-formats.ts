import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";

/** One question as a record of SCOUT's raw output, its rows padded to the longest. */
export function scoutRecord({ question, gold, intervalTokens, branches }: RecordedQuestion) {
  const columns = Math.max(...branches.map(({ probes }) => probes.length));
  return {
    question,
    gold_answer: gold,
    probe_freq: intervalTokens,
    probe_matrix_mxn: branches.map(({ probes }) => [
      ...probes,
      ...Array<null>(columns - probes.length).fill(null),
    ]),
    branch_tokens: branches.map(({ tokens }) => tokens),
    final_answers_trace: branches.map(({ final }) => final),
  };
}

/** A final answer of a question, and nothing of how it came about. */
export interface Sample {
  readonly question: string;
  readonly gold_answer: string;
  readonly answer: string;
  readonly tokens: number;
}

/** Questions as answers-only samples, in order. */
export function samplesOf(questions: readonly RecordedQuestion[]): Sample[] {
  return questions.flatMap(({ question, gold, branches }) =>
    branches.map(({ final, tokens }) => ({ question, gold_answer: gold, answer: final, tokens })),
  );
}

/** Records as JSON Lines. */
export function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** Samples as CSV, every text in quotes. */
export function csv(samples: readonly Sample[]): string {
  const rows = samples.map(({ question, gold_answer: gold, answer, tokens }) =>
    [quoted(question), quoted(gold), quoted(answer), tokens].join(","),
  );
  return ["question,gold_answer,answer,tokens", ...rows, ""].join("\r\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
