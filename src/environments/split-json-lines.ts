import { isSpace } from "./is-space.ts";
import { jsonStructure } from "./json-structure.ts";
import { recordPieces } from "./record-pieces.ts";

const LINE_FEED = 0x0a;

/**
 * Cuts JSON Lines into the bytes of its lines as they arrive; blank ones are left out. The file ends with its
 * bytes, and its last line may do without a line feed: a file that was cut off between two lines looks whole.
 *
 * @yields the bytes of the next line, white space around its value included.
 * @throws DomainError INVALID_ENVIRONMENT for a line out of bounds.
 */
export async function* splitJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const pieces = recordPieces(file);
  let structure = jsonStructure(file, 0);
  let isBlank = true;
  for await (const chunk of chunks) {
    let start = 0;
    while (start < chunk.length) {
      // A text in JSON cannot hold a line feed as it is, so every one of them ends a line.
      const feed = chunk.indexOf(LINE_FEED, start);
      const line = chunk.subarray(start, feed < 0 ? chunk.length : feed);
      isBlank &&= line.every(isSpace);
      for (let at = 0; at < line.length; at += 1) at = structure.follow(line, at);
      if (feed < 0) {
        if (!isBlank) pieces.keep(line);
        break;
      }
      if (!isBlank) yield pieces.complete(line);
      structure = jsonStructure(file, pieces.count);
      isBlank = true;
      start = feed + 1;
    }
  }
  if (!isBlank) yield pieces.complete(new Uint8Array());
}
