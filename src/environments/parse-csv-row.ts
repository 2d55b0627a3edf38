/** The fields of a CSV row, or why it has none. */
export type CsvRow =
  | { readonly ok: true; readonly fields: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** A field that needs no quotes, up to the comma after it or the end of the row. */
const PLAIN = /[^",]*/uy;

/**
 * Parses one row as RFC 4180 has it: fields between commas, in quotes where they hold a comma, a quote or a
 * line feed. White space belongs to its field. Nothing is guessed: a quote anywhere else is an error.
 */
export function parseCsvRow(row: string): CsvRow {
  const fields: string[] = [];
  for (let at = 0; at <= row.length;) {
    const isQuoted = row[at] === '"';
    const field = isQuoted ? quotedAt(row, at) : plainAt(row, at);
    if (field === undefined) return { ok: false, reason: "has a quote that is never closed" };
    at += field.length;
    if (at < row.length && row[at] !== ",") {
      const where = isQuoted ? "goes on after the closing quote of" : "has a quote within";
      return { ok: false, reason: `${where} its field ${fields.length} (counted from 0)` };
    }
    fields.push(isQuoted ? field.slice(1, -1).replaceAll('""', '"') : field);
    at += 1;
  }
  return { ok: true, fields };
}

function plainAt(row: string, start: number): string {
  PLAIN.lastIndex = start;
  return PLAIN.exec(row)?.[0] ?? "";
}

/**
 * A field with its quotes; a quote within it is doubled. No pattern finds it: a pattern with a choice in it
 * remembers every character of the field, and a field of megabytes is more than the engine remembers.
 */
function quotedAt(row: string, start: number): string | undefined {
  let quote = row.indexOf('"', start + 1);
  while (quote !== -1 && row[quote + 1] === '"') quote = row.indexOf('"', quote + 2);
  return quote === -1 ? undefined : row.slice(start, quote + 1);
}
