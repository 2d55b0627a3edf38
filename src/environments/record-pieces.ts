import { recordName } from "./record-name.ts";
import { rejectImport } from "./reject-import.ts";

/** Bytes of one record at most: 128 branches with the whole text of their reasoning stay below it. */
const RECORD_BYTES_MAX = 16 * 1024 * 1024;

/** The bytes of the record at hand, which may come in several chunks. */
export interface RecordPieces {
  /** Keeps a part of the record; more is to come. */
  keep(part: Uint8Array): void;
  /** Its last part: gives the whole record, and starts the next one. */
  complete(last: Uint8Array): Uint8Array;
  /** Of records that were completed. */
  readonly count: number;
}

/** Starts the first record of a file. Each method throws DomainError INVALID_ENVIRONMENT for a record too long. */
export function recordPieces(file: string): RecordPieces {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let count = 0;
  const add = (part: Uint8Array): void => {
    bytes += part.length;
    if (bytes > RECORD_BYTES_MAX) {
      const reason = `${recordName(count)} takes more than ${RECORD_BYTES_MAX} bytes`;
      throw rejectImport(file, reason, "Leave out fields that are not part of the format.");
    }
    parts.push(part);
  };
  return {
    keep: add,
    complete(last) {
      add(last);
      const [only] = parts;
      const whole = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
      parts = [];
      bytes = 0;
      count += 1;
      return whole;
    },
    get count() {
      return count;
    },
  };
}
