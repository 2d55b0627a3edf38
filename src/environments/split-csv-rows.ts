import { recordPieces } from "./record-pieces.ts";

const [QUOTE, LINE_FEED, CARRIAGE_RETURN] = [0x22, 0x0a, 0x0d];

/**
 * Cuts CSV into the bytes of its rows as they arrive; empty ones are left out. A line feed within quotes
 * belongs to its row. The last row may do without a line feed.
 *
 * @yields the bytes of the next row, without its end.
 * @throws DomainError INVALID_ENVIRONMENT for a row that is too long, as after a quote that is never closed.
 */
export async function* splitCsvRows(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const pieces = recordPieces(file);
  let isQuoted = false;
  for await (const chunk of chunks) {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index]!;
      // A quote that is doubled within quotes changes this twice.
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_FEED && !isQuoted) {
        const row = withoutReturn(pieces.complete(chunk.subarray(start, index)));
        start = index + 1;
        if (row.length > 0) yield row;
      }
    }
    pieces.keep(chunk.subarray(start));
  }
  const last = withoutReturn(pieces.complete(new Uint8Array()));
  if (last.length > 0) yield last;
}

function withoutReturn(row: Uint8Array): Uint8Array {
  return row.at(-1) === CARRIAGE_RETURN ? row.subarray(0, -1) : row;
}
