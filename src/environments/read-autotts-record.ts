import type { DomainError } from "../domain/errors.ts";
import type { RecordedBranch, RecordedQuestion } from "./recorded-question.ts";
import { rejectImport } from "./reject-import.ts";

const TOKENS_MAX = 0xffffffff;
const ANSWER_CHARACTERS_MAX = 4_096;
const QUESTION_CHARACTERS_MAX = 100_000;

type Bounds = readonly [min: number, max: number];

interface ListRule {
  readonly lengths: Bounds;
  readonly of: string;
  readonly mend: string;
}

/** Branches, and steps on one, are counted in 16 bits. */
const BRANCHES: ListRule = {
  lengths: [1, 0xffff],
  of: "branches",
  mend: "Write the branches as [[probes, tokens, final answer], …].",
};
const BRANCH: ListRule = {
  lengths: [3, 3],
  of: "entries",
  mend: "Write a branch as [probes, tokens, final answer].",
};
const PROBES: ListRule = {
  lengths: [0, 0xffff],
  of: "probe answers",
  mend: 'Write the probes of a branch as ["answer", …].',
};
const TRACE: ListRule = {
  lengths: [0, 0xffff],
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
 * Checks one record and takes from it what an environment keeps; other fields, such as the text of the
 * reasoning, are left. Answers are texts and nothing else: of a JSON number the file's own spelling is lost
 * once it is parsed (`1.0`, `1e3`), and exact comparison is about spelling.
 *
 * @throws DomainError INVALID_ENVIRONMENT that names file, record, path, rule, what is there, and the remedy.
 */
export function readAutottsRecord(record: unknown, file: string, index: number): AutottsRecord {
  const check = checksOf(file, index);
  const fields = check.object(record, "");
  const branches = check
    .list(fields["each_branch"], "each_branch", BRANCHES)
    .map((branch, branchIndex) => readBranch(branch, `each_branch[${branchIndex}]`, check));
  const recorded = {
    question: check.text(fields["question"], "question", [1, QUESTION_CHARACTERS_MAX]),
    gold: check.text(fields["gold_answer"], "gold_answer", [1, ANSWER_CHARACTERS_MAX]),
    intervalTokens: check.tokens(fields["probe_freq"], "probe_freq"),
    branches,
  };
  const trace = fields["final_answers_trace"];
  if (trace === undefined) return { recorded, hasOtherTrace: false };
  return {
    recorded,
    hasOtherTrace: differs(check.list(trace, "final_answers_trace", TRACE), branches),
  };
}

function readBranch(value: unknown, path: string, check: Checks): RecordedBranch {
  const [probes, tokens, final] = check.list(value, path, BRANCH);
  return {
    probes: check
      .list(probes, `${path}[0]`, PROBES)
      .map((probe, probeIndex) => check.answer(probe, `${path}[0][${probeIndex}]`)),
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

type Checks = ReturnType<typeof checksOf>;

/** The rules a record's values obey, and the error each ends with. */
function checksOf(file: string, index: number) {
  const reject = (path: string, rule: string, value: unknown, mend: string): DomainError => {
    const place = path === "" ? "" : `, ${path},`;
    const reason = `record ${index} (counted from 0)${place} must be ${rule}, and is ${shown(value)}`;
    return rejectImport(file, reason, mend);
  };
  const text = (value: unknown, path: string, [min, max]: Bounds): string => {
    if (typeof value !== "string") {
      const quoted = `Put it in quotes: "${String(value)}".`;
      throw reject(path, "a text", value, typeof value === "number" ? quoted : "Write it as text.");
    }
    if (value.length < min || value.length > max) {
      throw reject(
        path,
        `a text of ${min} to ${max} characters`,
        value,
        "Look where it came from.",
      );
    }
    // Postgres stores neither, and no encoding to UTF-8 keeps half of a pair.
    if (/[\p{Surrogate}\0]/u.test(value)) {
      const rule = "Unicode text without NUL and without half surrogate pairs";
      throw reject(path, rule, value, "Remove the broken character.");
    }
    return value;
  };
  const answer = (value: unknown, path: string): string =>
    text(value, path, [0, ANSWER_CHARACTERS_MAX]);
  const tokens = (value: unknown, path: string): number => {
    if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= TOKENS_MAX) {
      return value;
    }
    const mend = "Write the number of tokens without quotes or fraction.";
    throw reject(path, `an integer in 1 … ${TOKENS_MAX}`, value, mend);
  };
  const list = (value: unknown, path: string, rule: ListRule): readonly unknown[] => {
    const [min, max] = rule.lengths;
    if (Array.isArray(value) && value.length >= min && value.length <= max) return value;
    const count = min === max ? `${min}` : `${min} to ${max}`;
    throw reject(path, `a list of ${count} ${rule.of}`, value, rule.mend);
  };
  const object = (value: unknown, path: string): Readonly<Record<string, unknown>> => {
    if (isObject(value)) return value;
    const mend = "Write it as {question, gold_answer, probe_freq, each_branch}.";
    throw reject(path, "an object", value, mend);
  };
  return { text, answer, tokens, list, object };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  if (typeof value === "string" && value.length > 40) {
    return `a text of ${value.length} characters that starts with ${JSON.stringify(value.slice(0, 40))}`;
  }
  return JSON.stringify(value);
}
