import type { AnswerGroups } from "./group-answers.ts";

/** Answer groups as bytes: the ids of all questions one after the other, 16 bits little-endian each. */
export function encodeGroups(groups: AnswerGroups): Uint8Array {
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(2 * count);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const ids of groups) {
    for (const id of ids) {
      view.setUint16(at, id, true);
      at += 2;
    }
  }
  return bytes;
}

/**
 * The reverse of `encodeGroups`.
 *
 * @param answers the dictionaries that were grouped: they say where a question ends.
 * @throws RangeError when the bytes are not as many as the answers.
 */
export function decodeGroups(
  bytes: Uint8Array,
  answers: readonly (readonly string[])[],
): AnswerGroups {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = answers.reduce((sum, { length }) => sum + length, 0);
  if (bytes.length !== 2 * count) {
    throw new RangeError(
      `Cannot decode answer groups: ${count} answers take ${2 * count} bytes, there are ${bytes.length}.`,
    );
  }
  let at = -2;
  return answers.map(({ length }) =>
    Uint16Array.from({ length }, () => view.getUint16((at += 2), true)),
  );
}
