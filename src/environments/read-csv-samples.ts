import { decodeUtf8 } from "./decode-utf8.ts";
import { parseCsvRow } from "./parse-csv-row.ts";
import type { RecordFields } from "./record-fields.ts";
import { rejectImport } from "./reject-import.ts";
import { splitCsvRows } from "./split-csv-rows.ts";

const COLUMNS = ["question", "gold_answer", "answer", "tokens"];
const COLUMNS_TEXT = COLUMNS.join(", ");

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
  let columns: ReadonlyMap<string, number> | undefined;
  let width = 0;
  let index = 0;
  for await (const bytes of splitCsvRows(chunks, file)) {
    const place = columns === undefined ? "its header" : `record ${index} (counted from 0)`;
    const text = decodeUtf8(bytes);
    if (text === undefined) throw rejectImport(file, `${place} is not UTF-8`, "Save it as UTF-8.");
    const row = parseCsvRow(text);
    if (!row.ok) {
      const mend = 'Put fields with quotes in quotes, and write each quote within as "".';
      throw rejectImport(file, `${place} ${row.reason}`, mend);
    }
    if (columns === undefined) {
      columns = readHeader(row.fields, file);
      width = row.fields.length;
      continue;
    }
    if (row.fields.length !== width) {
      const reason = `${place} must have ${width} fields as the header has, and has ${row.fields.length}`;
      throw rejectImport(file, reason, "Put fields that hold a comma in quotes.");
    }
    yield sampleOf(row.fields, columns);
    index += 1;
  }
}

function readHeader(names: readonly string[], file: string): ReadonlyMap<string, number> {
  const columns = new Map(COLUMNS.map((name) => [name, names.indexOf(name)]));
  if (COLUMNS.every((name) => names.filter((other) => other === name).length === 1)) return columns;
  const first = JSON.stringify(names.join(",").slice(0, 80));
  throw rejectImport(
    file,
    `it starts with neither [ nor {, so it must be CSV with one column each of ${COLUMNS_TEXT}, and its first row is ${first}`,
    `Give CSV a header with these columns, separated by commas, or give a JSON list or JSON Lines.`,
  );
}

function sampleOf(fields: readonly string[], columns: ReadonlyMap<string, number>): RecordFields {
  return Object.fromEntries(
    Array.from(columns, ([name, column]) => {
      const text = fields[column]!;
      const isNumber = name === "tokens" && /^[1-9]\d{0,9}$/u.test(text);
      return [name, isNumber ? Number(text) : text];
    }),
  );
}
