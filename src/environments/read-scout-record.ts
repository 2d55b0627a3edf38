import { BRANCHES_PER_QUESTION_MAX, PROBES_PER_BRANCH_MAX } from "./chunk-builder.ts";
import type { ListRule, RecordChecks } from "./record-checks.ts";
import type { RecordFields } from "./record-fields.ts";
import type { RecordedQuestion } from "./recorded-question.ts";

const ROWS: ListRule = {
  lengths: [1, BRANCHES_PER_QUESTION_MAX],
  of: "rows",
  mend: "Write a row of probe answers for each branch.",
};
const ROW: ListRule = {
  lengths: [0, PROBES_PER_BRANCH_MAX],
  of: "probe answers",
  mend: 'Write the probes of a branch as ["answer", …, null, …].',
};

/**
 * Checks one record of SCOUT's raw output, `{question, gold_answer, probe_freq, probe_matrix_mxn,
 * branch_tokens, final_answers_trace}`, and takes from it what an environment keeps. A row of the matrix is
 * a branch; rows of shorter branches are padded with `null` at the end. An answer after a `null` is refused:
 * of such a row nobody can say which probes were taken.
 *
 * @throws DomainError INVALID_ENVIRONMENT
 */
export function readScoutRecord(fields: RecordFields, check: RecordChecks): RecordedQuestion {
  const rows = check.list(fields["probe_matrix_mxn"], "probe_matrix_mxn", ROWS);
  const perBranch = (of: string): ListRule => ({
    lengths: [rows.length, rows.length],
    of,
    mend: "Write one for each row of probe_matrix_mxn.",
  });
  const tokens = check.list(fields["branch_tokens"], "branch_tokens", perBranch("token counts"));
  const finals = check.list(
    fields["final_answers_trace"],
    "final_answers_trace",
    perBranch("final answers"),
  );
  return {
    question: check.question(fields["question"]),
    gold: check.gold(fields["gold_answer"]),
    intervalTokens: check.interval(fields["probe_freq"]),
    branches: rows.map((row, branch) => ({
      probes: readRow(row, `probe_matrix_mxn[${branch}]`, check),
      tokens: check.tokens(tokens[branch], `branch_tokens[${branch}]`),
      final: check.answer(finals[branch], `final_answers_trace[${branch}]`),
    })),
  };
}

function readRow(value: unknown, path: string, check: RecordChecks): readonly string[] {
  const row = check.list(value, path, ROW);
  const padding = row.indexOf(null);
  const probes = padding === -1 ? row : row.slice(0, padding);
  for (let index = probes.length; index < row.length; index += 1) {
    if (row[index] === null) continue;
    const mend = `Fill the gap before it, or end the row there.`;
    throw check.reject(`${path}[${index}]`, `null, as ${path}[${padding}] is`, row[index], mend);
  }
  return probes.map((probe, index) => check.answer(probe, `${path}[${index}]`));
}
