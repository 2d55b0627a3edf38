import type { DomainError } from "../domain/errors.ts";
import { recordName } from "./record-name.ts";
import { rejectImport } from "./reject-import.ts";

/** Characters of an answer at most. */
const ANSWER_CHARACTERS_MAX = 4_096;
/** Characters of a question at most. */
const QUESTION_CHARACTERS_MAX = 100_000;
/** Token counts of branches are stored in 32 bits. */
const TOKENS_MAX = 0xffffffff;
/** The store keeps the smallest and largest Δ of an environment as signed integers. */
const INTERVAL_TOKENS_MAX = 0x7fffffff;

/** How many entries a list may have, what they are called, and how the list is written. */
export interface ListRule {
  readonly lengths: readonly [min: number, max: number];
  readonly of: string;
  readonly mend: string;
}

/** The rules that values of a record obey; each gives the value as its type, or throws what is wrong. */
export type RecordChecks = ReturnType<typeof recordChecks>;

/**
 * The rules for one record, whatever its format. Answers are texts and nothing else: of a JSON number the
 * file's own spelling is lost once it is parsed (`1.0`, `1e3`), and exact comparison is about spelling.
 *
 * Every rule that is broken throws DomainError INVALID_ENVIRONMENT with file, record, path, rule, what is
 * there, and the remedy.
 */
export function recordChecks(file: string, index: number) {
  const fail = (reason: string, mend: string): DomainError =>
    rejectImport(file, `${recordName(index)}${reason}`, mend);
  const reject = (path: string, rule: string, value: unknown, mend: string): DomainError =>
    fail(`, ${path}, must be ${rule}, and is ${shown(value)}`, mend);
  const text = (value: unknown, path: string, min: number, max: number): string => {
    if (typeof value !== "string") {
      const quoted = `Put it in quotes: "${String(value)}".`;
      throw reject(path, "a text", value, typeof value === "number" ? quoted : "Write it as text.");
    }
    if (value.length < min || value.length > max) {
      const rule = `a text of ${min} to ${max} characters`;
      throw reject(path, rule, value, "Look where it came from.");
    }
    // Postgres stores neither, and no encoding to UTF-8 keeps half of a pair.
    if (/[\p{Surrogate}\0]/u.test(value)) {
      const rule = "Unicode text without NUL and without half surrogate pairs";
      throw reject(path, rule, value, "Remove the broken character.");
    }
    return value;
  };
  const integer = (value: unknown, path: string, max: number): number => {
    if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) {
      return value;
    }
    const mend = "Write the number of tokens without quotes or fraction.";
    throw reject(path, `an integer in 1 … ${max}`, value, mend);
  };
  return {
    /** The error for a record that breaks a rule as a whole. */
    fail: (reason: string, mend: string) => fail(` ${reason}`, mend),
    /** The error for one value of a record. */
    reject,
    question: (value: unknown) => text(value, "question", 1, QUESTION_CHARACTERS_MAX),
    gold: (value: unknown) => text(value, "gold_answer", 1, ANSWER_CHARACTERS_MAX),
    answer: (value: unknown, path: string) => text(value, path, 0, ANSWER_CHARACTERS_MAX),
    tokens: (value: unknown, path: string) => integer(value, path, TOKENS_MAX),
    interval: (value: unknown) => integer(value, "probe_freq", INTERVAL_TOKENS_MAX),
    list(value: unknown, path: string, { lengths, of, mend }: ListRule): readonly unknown[] {
      const [min, max] = lengths;
      if (Array.isArray(value) && value.length >= min && value.length <= max) return value;
      const count = min === max ? `${min}` : `${min} to ${max}`;
      throw reject(path, `a list of ${count} ${of}`, value, mend);
    },
  };
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "string" && value.length > 40) {
    return `a text of ${value.length} characters that starts with ${JSON.stringify(value.slice(0, 40))}`;
  }
  return JSON.stringify(value);
}
