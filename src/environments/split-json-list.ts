import { rejectImport } from "./reject-import.ts";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST_START, LIST_END, OBJECT_START, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
/** JSON's white space, and the bytes of the mark that some editors put at the start of a file. */
const SKIPPED = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
/** A record nests four deep; without a bound, megabytes of "[" would cost gigabytes to parse. */
const DEPTH_MAX = 64;

/**
 * Cuts a JSON list into the bytes of its elements as they arrive, so that only one element at a time is
 * parsed and held. It knows brackets and strings alone: whether an element is JSON is its parser's business.
 *
 * @yields the bytes of the next element, white space around it included.
 * @throws DomainError INVALID_ENVIRONMENT when the bytes are no list, nest too deeply, stop before the list
 * does, or go on after it.
 */
export async function* splitJsonList(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const splitter = listSplitter(file);
  for await (const chunk of chunks) yield* splitter.take(chunk);
  splitter.end();
}

function listSplitter(file: string) {
  let place: "before" | "inside" | "after" = "before";
  let elements = 0;
  /** Earlier chunks' part of the element at hand. */
  let pieces: Uint8Array[] = [];
  const structure = structureFollower();

  const outsideList = (byte: number): void => {
    if (SKIPPED.has(byte)) return;
    if (place === "before" && byte === LIST_START) {
      place = "inside";
      return;
    }
    const found = JSON.stringify(String.fromCodePoint(byte));
    const [reason, mend] =
      place === "before"
        ? [`it must be a JSON list, and starts with ${found}`, "Put [ ] around it."]
        : [`${found} follows the end of the list`, "Remove what follows the last ]."];
    throw rejectImport(file, reason, mend);
  };

  return {
    *take(chunk: Uint8Array): Generator<Uint8Array> {
      let start = 0;
      for (let index = 0; index < chunk.length; index += 1) {
        const byte = chunk[index]!;
        if (place !== "inside") {
          outsideList(byte);
          start = index + 1;
        } else if (structure.endsElement(byte)) {
          const element = Buffer.concat([...pieces, chunk.subarray(start, index)]);
          pieces = [];
          start = index + 1;
          if (byte === LIST_END) place = "after";
          const emptyList = elements === 0 && place === "after" && element.every(isSkipped);
          elements += 1;
          if (!emptyList) yield element;
        } else if (structure.isTooDeep()) {
          const record = `record ${elements} (counted from 0)`;
          const reason = `${record} nests more than ${DEPTH_MAX} lists or objects`;
          throw rejectImport(file, reason, "Leave out what is not part of the format.");
        }
      }
      if (place === "inside") pieces.push(chunk.subarray(start));
    },
    end(): void {
      if (place === "after") return;
      const reason =
        place === "before"
          ? "it must be a JSON list, and holds white space alone"
          : `it ends inside record ${elements} (counted from 0): the list is never closed`;
      throw rejectImport(file, reason, "Copy or download it again.");
    },
  };
}

/** Follows texts and nesting, byte by byte, from just inside a list. */
function structureFollower() {
  let depth = 0;
  let inText = false;
  let escaped = false;
  return {
    isTooDeep: (): boolean => depth > DEPTH_MAX,
    /** Whether `byte` is the comma or bracket after an element of the list itself. */
    endsElement(byte: number): boolean {
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
        return false;
      }
      if (depth === 0 && (byte === COMMA || byte === LIST_END)) return true;
      if (byte === QUOTE) inText = true;
      else if (byte === LIST_START || byte === OBJECT_START) depth += 1;
      else if (byte === LIST_END || byte === OBJECT_END) depth -= 1;
      return false;
    },
  };
}

function isSkipped(byte: number): boolean {
  return SKIPPED.has(byte);
}
