import { BRANCHES_PER_QUESTION_MAX, PROBES_PER_BRANCH_MAX } from "./chunk-builder.ts";
import type { ListRule, RecordChecks } from "./record-checks.ts";
import type { RecordFields } from "./record-fields.ts";
import type { RecordedBranch, RecordedQuestion } from "./recorded-question.ts";

const BRANCHES: ListRule = {
  lengths: [1, BRANCHES_PER_QUESTION_MAX],
  of: "branches",
  mend: "Write the branches as [[probes, tokens, final answer], …].",
};
const BRANCH: ListRule = {
  lengths: [3, 3],
  of: "entries",
  mend: "Write a branch as [probes, tokens, final answer].",
};
const PROBES: ListRule = {
  lengths: [0, PROBES_PER_BRANCH_MAX],
  of: "probe answers",
  mend: 'Write the probes of a branch as ["answer", …].',
};
const TRACE: ListRule = {
  lengths: [0, BRANCHES_PER_QUESTION_MAX],
  of: "final answers",
  mend: "Write the final answer of each branch, or leave the field out.",
};

/** A record of an AutoTTS file that passed every rule. */
export interface AutottsRecord {
  readonly recorded: RecordedQuestion;
  /** Its `final_answers_trace` is not the list of its branches' final answers. */
  readonly hasOtherTrace: boolean;
}

/**
 * Checks one AutoTTS record, `{question, gold_answer, probe_freq, final_answers_trace, each_branch}`, and
 * takes from it what an environment keeps; other fields, such as the text of the reasoning, are left.
 *
 * @throws DomainError INVALID_ENVIRONMENT
 */
export function readAutottsRecord(fields: RecordFields, check: RecordChecks): AutottsRecord {
  const branches = check
    .list(fields["each_branch"], "each_branch", BRANCHES)
    .map((branch, index) => readBranch(branch, `each_branch[${index}]`, check));
  const recorded = {
    question: check.question(fields["question"]),
    gold: check.gold(fields["gold_answer"]),
    intervalTokens: check.interval(fields["probe_freq"]),
    branches,
  };
  const trace = fields["final_answers_trace"];
  if (trace === undefined) return { recorded, hasOtherTrace: false };
  return {
    recorded,
    hasOtherTrace: differs(check.list(trace, "final_answers_trace", TRACE), branches),
  };
}

function readBranch(value: unknown, path: string, check: RecordChecks): RecordedBranch {
  const [probes, tokens, final] = check.list(value, path, BRANCH);
  return {
    probes: check
      .list(probes, `${path}[0]`, PROBES)
      .map((probe, index) => check.answer(probe, `${path}[0][${index}]`)),
    tokens: check.tokens(tokens, `${path}[1]`),
    final: check.answer(final, `${path}[2]`),
  };
}

/** The trace is a second copy of the final answers; it is compared, never used. */
function differs(trace: readonly unknown[], branches: readonly RecordedBranch[]): boolean {
  return (
    trace.length !== branches.length ||
    trace.some((answer, branch) => answer !== branches[branch]!.final)
  );
}
