import { decodeUtf8 } from "./decode-utf8.ts";
import { parseCsvRow } from "./parse-csv-row.ts";
import type { RecordFields } from "./record-fields.ts";
import { recordName } from "./record-name.ts";
import { rejectImport } from "./reject-import.ts";
import { splitCsvRows } from "./split-csv-rows.ts";

const COLUMNS = ["question", "gold_answer", "answer", "tokens"] as const;

/** Which field of a row each column is. */
type Columns = Readonly<Record<(typeof COLUMNS)[number], number>>;

/**
 * Reads answers-only CSV: a header with the columns question, gold_answer, answer and tokens in any order,
 * then a row a sample; other columns are left. `tokens` becomes a number where it is one.
 *
 * @yields the next sample, by column.
 * @throws DomainError INVALID_ENVIRONMENT
 */
export async function* readCsvSamples(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<RecordFields> {
  let columns: Columns | undefined;
  let width = 0;
  let index = 0;
  for await (const bytes of splitCsvRows(chunks, file)) {
    const text = decodeUtf8(bytes);
    if (columns === undefined) {
      const names = readHeader(text, file);
      columns = columnsOf(names);
      width = names.length;
      continue;
    }
    const place = recordName(index);
    if (text === undefined) throw rejectImport(file, `${place} is not UTF-8`, "Save it as UTF-8.");
    const row = parseCsvRow(text);
    if (!row.ok) {
      const mend = 'Put fields with quotes in quotes, and write each quote within as "".';
      throw rejectImport(file, `${place} ${row.reason}`, mend);
    }
    if (row.fields.length !== width) {
      const reason = `${place} must have ${width} fields as the header has, and has ${row.fields.length}`;
      throw rejectImport(file, reason, "Put fields that hold a comma in quotes.");
    }
    yield sampleOf(row.fields, columns);
    index += 1;
  }
}

/** The names of the columns. Whatever is no JSON ends here, so the error speaks of all formats. */
function readHeader(text: string | undefined, file: string): readonly string[] {
  const row = parseCsvRow(text ?? "");
  const names = row.ok ? row.fields : [];
  if (COLUMNS.every((name) => names.filter((other) => other === name).length === 1)) return names;
  const shown = text === undefined ? "not UTF-8" : JSON.stringify(text.slice(0, 80));
  throw rejectImport(
    file,
    `it starts with neither [ nor {, so it must be CSV with one column each of ${COLUMNS.join(", ")}, and its first row is ${shown}`,
    "Give CSV a header with these columns, separated by commas, or give a JSON list or JSON Lines.",
  );
}

function columnsOf(names: readonly string[]): Columns {
  return {
    question: names.indexOf("question"),
    gold_answer: names.indexOf("gold_answer"),
    answer: names.indexOf("answer"),
    tokens: names.indexOf("tokens"),
  };
}

function sampleOf(fields: readonly string[], at: Columns): RecordFields {
  const tokens = fields[at.tokens]!;
  return {
    question: fields[at.question],
    gold_answer: fields[at.gold_answer],
    answer: fields[at.answer],
    tokens: /^[1-9]\d{0,9}$/u.test(tokens) ? Number(tokens) : tokens,
  };
}
