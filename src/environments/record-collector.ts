import {
  DISTINCT_ANSWERS_MAX,
  type EnvironmentBuilder,
  environmentBuilder,
  QUESTIONS_MAX,
} from "./environment-builder.ts";
import { groupSamples } from "./group-samples.ts";
import { readAutottsRecord } from "./read-autotts-record.ts";
import { readScoutRecord } from "./read-scout-record.ts";
import { type RecordChecks, recordChecks } from "./record-checks.ts";
import type { RecordFields } from "./record-fields.ts";
import type { RecordedQuestion } from "./recorded-question.ts";
import { rejectImport } from "./reject-import.ts";

/** Samples of a file, where a record is one sample. */
const SAMPLES_MAX = 4_000_000;
/** Distinct answers of all questions together; published environments have a hundred a question. */
const ANSWERS_MAX = 4_000_000;

const SPLIT = "Split it into several environments.";

/** The forms of a record, by the field that tells it. */
const FORMS = {
  each_branch: "AutoTTS",
  probe_matrix_mxn: "SCOUT",
  answer: "answers-only",
} as const;
type Form = (typeof FORMS)[keyof typeof FORMS];
const FORMS_TEXT = Object.entries(FORMS)
  .map(([field, form]) => `${field} (${form})`)
  .join(", ");

/** Takes the records of one file, whatever their form, and makes an environment of them. */
export interface RecordCollector {
  /** @throws DomainError INVALID_ENVIRONMENT */
  take(record: RecordFields): void;
  /** Call it once, after the last record. @throws DomainError INVALID_ENVIRONMENT */
  finish(): {
    readonly builder: EnvironmentBuilder;
    /** AutoTTS records whose `final_answers_trace` is another one. */
    readonly questionsWithOtherTrace: readonly number[];
  };
}

/** Starts with no record. The first one decides the form of all. */
export function recordCollector(file: string): RecordCollector {
  const builder = environmentBuilder();
  const samples = groupSamples();
  const questionsWithOtherTrace: number[] = [];
  let form: Form | undefined;
  let records = 0;
  let answers = 0;

  const add = (recorded: RecordedQuestion, fail: RecordChecks["fail"]): void => {
    const distinct = builder.add(recorded);
    answers += distinct;
    if (distinct > DISTINCT_ANSWERS_MAX) {
      const mend = "Split its branches over several environments.";
      throw fail(`has more than ${DISTINCT_ANSWERS_MAX} distinct answers`, mend);
    }
    if (answers > ANSWERS_MAX) {
      const reason = `is where distinct answers of all questions become more than ${ANSWERS_MAX}`;
      throw fail(reason, SPLIT);
    }
  };

  return {
    take(record) {
      const check = recordChecks(file, records);
      const own = formOf(record, check);
      form ??= own;
      if (own !== form) {
        const mend = "Put the records of each form into a file of their own.";
        throw check.fail(`has the form ${own}, and those before it have the form ${form}`, mend);
      }
      const most = form === "answers-only" ? SAMPLES_MAX : QUESTIONS_MAX;
      if (records === most) {
        throw rejectImport(file, `it may hold at most ${most} records, and holds more`, SPLIT);
      }
      if (form === "answers-only") samples.add(record, check);
      else if (form === "SCOUT") add(readScoutRecord(record, check), check.fail);
      else {
        const { recorded, hasOtherTrace } = readAutottsRecord(record, check);
        add(recorded, check.fail);
        if (hasOtherTrace) questionsWithOtherTrace.push(records);
      }
      records += 1;
    },
    finish() {
      if (records === 0) throw rejectImport(file, "it holds no record", "Give at least one.");
      for (const [recorded, check] of samples.questions()) add(recorded, check.fail);
      return { builder, questionsWithOtherTrace };
    },
  };
}

function formOf(record: RecordFields, check: RecordChecks): Form {
  const told = (field: keyof typeof FORMS): boolean => record[field] !== undefined;
  if (told("each_branch") && told("probe_matrix_mxn")) {
    throw check.fail("has both each_branch and probe_matrix_mxn", "Remove one of the two.");
  }
  if (told("each_branch")) return "AutoTTS";
  if (told("probe_matrix_mxn")) return "SCOUT";
  if (told("answer")) return "answers-only";
  const names = JSON.stringify(Object.keys(record).slice(0, 10)).slice(0, 200);
  const mend = "Name the field as the format does, or add it.";
  throw check.fail(`has none of the fields ${FORMS_TEXT}; its fields are ${names}`, mend);
}
