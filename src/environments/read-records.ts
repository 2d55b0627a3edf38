import { decodeUtf8 } from "./decode-utf8.ts";
import { isSpace } from "./is-space.ts";
import { readCsvSamples } from "./read-csv-samples.ts";
import { putBack } from "./put-back.ts";
import type { RecordFields } from "./record-fields.ts";
import { recordName } from "./record-name.ts";
import { rejectImport } from "./reject-import.ts";
import { splitJsonLines } from "./split-json-lines.ts";
import { splitJsonList } from "./split-json-list.ts";

const [LIST_START, OBJECT_START] = [0x5b, 0x7b];
/** What some editors put at the start of UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads the records of an environment file one by one: a JSON list when it starts with `[`, JSON Lines when
 * it starts with `{`, else CSV. What a file is called says nothing: published `.jsonl` files hold one list.
 *
 * @yields the next record, of which only its form is known.
 * @throws DomainError INVALID_ENVIRONMENT
 */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<RecordFields> {
  const { first, all } = await peekStart(withoutMark(chunks));
  if (first === undefined) {
    throw rejectImport(file, "it holds white space alone", "Copy or download it again.");
  }
  if (first === LIST_START) {
    yield* parsed(splitJsonList(all, file), file, "Write the record again.");
  } else if (first === OBJECT_START) {
    const mend = "Write each record as one object on one line, or put all of them into a list.";
    yield* parsed(splitJsonLines(all, file), file, mend);
  } else yield* readCsvSamples(all, file);
}

async function* parsed(
  elements: AsyncIterable<Uint8Array>,
  file: string,
  mend: string,
): AsyncGenerator<RecordFields> {
  let index = 0;
  for await (const element of elements) {
    const record = parseRecord(element, file, index, mend);
    if (!isObject(record)) {
      const shown = Array.isArray(record) ? `a list of ${record.length}` : JSON.stringify(record);
      const reason = `${recordName(index)} must be an object, and is ${shown.slice(0, 80)}`;
      throw rejectImport(file, reason, "Write it as {question, gold_answer, …}.");
    }
    yield record;
    index += 1;
  }
}

function parseRecord(element: Uint8Array, file: string, index: number, mend: string): unknown {
  const text = decodeUtf8(element);
  if (text === undefined) {
    throw rejectImport(file, `${recordName(index)} is not UTF-8`, "Save it as UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = `${recordName(index)} is not JSON (${syntaxOf(error)})`;
    throw rejectImport(file, reason, mend, error);
  }
}

/** What the parser found, without the piece of the record that it quotes. */
function syntaxOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    message.replace(/(?:, )?(?:[.]{3})?".*"(?:[.]{3})? is not valid JSON$/su, "") || "not a value"
  );
}

function isObject(value: unknown): value is RecordFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < MARK.length) continue;
    yield startsWithMark(head) ? head.subarray(MARK.length) : head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}

function startsWithMark(bytes: Uint8Array): boolean {
  return MARK.every((byte, index) => bytes[index] === byte);
}

/** Finds the first byte that is no white space, dropping chunks that hold nothing else. */
async function peekStart(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ first: number | undefined; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    const first = next.value.find((byte) => !isSpace(byte));
    if (first !== undefined) return { first, all: putBack(next.value, iterator) };
  }
  return { first: undefined, all: chunks };
}
