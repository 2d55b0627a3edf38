import { groupSamples } from "./group-samples.ts";
import { readAutottsRecord } from "./read-autotts-record.ts";
import { readScoutRecord } from "./read-scout-record.ts";
import { type RecordChecks, recordChecks } from "./record-checks.ts";
import type { RecordFields } from "./record-fields.ts";
import type { RecordedQuestion } from "./recorded-question.ts";
import { rejectImport } from "./reject-import.ts";

/** Samples of a file, where a record is one sample. They are sorted out in memory. */
const SAMPLES_MAX = 2_000_000;

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

/** A question that passed every rule of its record. */
export interface CollectedQuestion {
  readonly recorded: RecordedQuestion;
  /** Its `final_answers_trace` is not the list of its branches' final answers. */
  readonly hasOtherTrace: boolean;
  /** The error for what turns out to be wrong with it later. */
  readonly fail: RecordChecks["fail"];
}

/**
 * Makes questions of the records of one file, whatever their form; the first one decides the form of all.
 * Samples stand in any order, so their questions come after the last of them.
 *
 * @yields the next question.
 * @throws DomainError INVALID_ENVIRONMENT
 */
export async function* collectQuestions(
  records: AsyncIterable<RecordFields>,
  file: string,
  questionsMax: number,
): AsyncGenerator<CollectedQuestion> {
  const samples = groupSamples();
  let form: Form | undefined;
  let index = 0;
  for await (const record of records) {
    const check = recordChecks(file, index);
    const own = formOf(record, check);
    form ??= own;
    if (own !== form) {
      const mend = "Put the records of each form into a file of their own.";
      throw check.fail(`has the form ${own}, and those before it have the form ${form}`, mend);
    }
    const most = form === "answers-only" ? SAMPLES_MAX : questionsMax;
    if (index === most) {
      throw rejectImport(file, `it may hold at most ${most} records, and holds more`, SPLIT);
    }
    index += 1;
    if (form === "answers-only") samples.add(record, check);
    else if (form === "AutoTTS") yield { ...readAutottsRecord(record, check), fail: check.fail };
    else {
      const recorded = readScoutRecord(record, check);
      yield { recorded, hasOtherTrace: false, fail: check.fail };
    }
  }
  if (index === 0) throw rejectImport(file, "it holds no record", "Give at least one.");
  for (const [recorded, { fail }] of samples.questions()) {
    yield { recorded, hasOtherTrace: false, fail };
  }
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
