import { isSpace } from "./is-space.ts";
import { jsonStructure } from "./json-structure.ts";
import { recordName } from "./record-name.ts";
import { recordPieces } from "./record-pieces.ts";
import { rejectImport } from "./reject-import.ts";

const [LIST_START, LIST_END] = [0x5b, 0x5d];

/**
 * Cuts a JSON list into the bytes of its elements as they arrive, so that only one element at a time is
 * parsed and held.
 *
 * @yields the bytes of the next element, white space around it included.
 * @throws DomainError INVALID_ENVIRONMENT when the bytes are no list, hold an element out of bounds, stop
 * before the list does, or go on after it.
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
  let structure = jsonStructure(file, 0);
  const pieces = recordPieces(file);

  const outsideList = (byte: number): void => {
    if (isSpace(byte)) return;
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
        if (place !== "inside") {
          outsideList(chunk[index]!);
          start = index + 1;
          continue;
        }
        index = structure.follow(chunk, index);
        if (index === chunk.length) break;
        const element = pieces.complete(chunk.subarray(start, index));
        structure = jsonStructure(file, pieces.count);
        start = index + 1;
        if (chunk[index] === LIST_END) place = "after";
        const emptyList = pieces.count === 1 && place === "after" && element.every(isSpace);
        if (!emptyList) yield element;
      }
      if (place === "inside") pieces.keep(chunk.subarray(start));
    },
    end(): void {
      if (place === "after") return;
      const reason =
        place === "before"
          ? "it must be a JSON list, and holds white space alone"
          : `it ends inside ${recordName(pieces.count)}: the list is never closed`;
      throw rejectImport(file, reason, "Copy or download it again.");
    },
  };
}
