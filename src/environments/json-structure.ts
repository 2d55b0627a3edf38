import type { DomainError } from "../domain/errors.ts";
import { recordName } from "./record-name.ts";
import { rejectImport } from "./reject-import.ts";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST_START, LIST_END, OBJECT_START, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
/** A record nests four deep. */
const DEPTH_MAX = 64;
/** A record of 65,535 branches has twice as many lists. */
const CONTAINERS_MAX = 1_000_000;

/** Follows the texts and the nesting of one JSON value through its bytes, which may come in parts. */
export interface JsonStructure {
  /**
   * Goes on through a part of the value.
   *
   * @returns where the first comma or closing bracket outside the value stands, which is where an element of
   * a list ends; the part's length where it holds none.
   * @throws DomainError INVALID_ENVIRONMENT for more nesting, or more lists and objects, than a record has.
   * Without these bounds a few megabytes of `[` or `{}` would take gigabytes once they are parsed.
   */
  follow(bytes: Uint8Array, from: number): number;
}

/**
 * Follows a record of a file from before its first byte. It knows brackets and texts; whether it is JSON, its
 * parser knows.
 *
 * @param record its number, for errors.
 */
export function jsonStructure(file: string, record: number): JsonStructure {
  let depth = 0;
  let containers = 0;
  let inText = false;
  let escaped = false;

  /** The rest of a text. @returns the index after its closing quote, or the end of the bytes. */
  const skipText = (bytes: Uint8Array, from: number): number => {
    for (let index = from; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        inText = false;
        return index + 1;
      }
    }
    return bytes.length;
  };

  const excess = (what: string): DomainError => {
    const reason = `${recordName(record)} ${what}`;
    return rejectImport(file, reason, "Leave out what is not part of the format.");
  };
  const open = (): void => {
    depth += 1;
    containers += 1;
    if (depth > DEPTH_MAX) throw excess(`nests more than ${DEPTH_MAX} lists or objects`);
    if (containers > CONTAINERS_MAX) {
      throw excess(`holds more than ${CONTAINERS_MAX} lists and objects`);
    }
  };

  return {
    follow(bytes, from) {
      let index = inText ? skipText(bytes, from) : from;
      while (index < bytes.length) {
        const byte = bytes[index]!;
        if (byte === QUOTE) {
          inText = true;
          index = skipText(bytes, index + 1);
          continue;
        }
        if (depth === 0 && (byte === COMMA || byte === LIST_END)) return index;
        if (byte === LIST_START || byte === OBJECT_START) open();
        else if (byte === LIST_END || byte === OBJECT_END) depth -= 1;
        index += 1;
      }
      return bytes.length;
    },
  };
}
