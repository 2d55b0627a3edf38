const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST_START, LIST_END, OBJECT_START, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
/** A record nests four deep. */
const DEPTH_MAX = 64;
/** A record of 65,535 branches has twice as many lists. */
const CONTAINERS_MAX = 1_000_000;

/** Follows the texts and the nesting of one JSON value, byte by byte. */
export interface JsonStructure {
  /** Whether `byte` is a comma or a closing bracket outside the value: where an element of a list ends. */
  follow(byte: number): boolean;
  /**
   * Which bound is broken, in words; undefined while none is. Without bounds a few megabytes of `[` or `{}`
   * would take gigabytes once they are parsed.
   */
  readonly excess: string | undefined;
}

/** Follows a value from before its first byte. It knows brackets and texts; whether it is JSON, its parser knows. */
export function jsonStructure(): JsonStructure {
  let depth = 0;
  let containers = 0;
  let inText = false;
  let escaped = false;
  let excess: string | undefined;
  return {
    follow(byte) {
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
        return false;
      }
      if (depth === 0 && (byte === COMMA || byte === LIST_END)) return true;
      if (byte === QUOTE) inText = true;
      else if (byte === LIST_START || byte === OBJECT_START) {
        depth += 1;
        containers += 1;
        if (depth > DEPTH_MAX) excess = `nests more than ${DEPTH_MAX} lists or objects`;
        else if (containers > CONTAINERS_MAX) {
          excess = `holds more than ${CONTAINERS_MAX} lists and objects`;
        }
      } else if (byte === LIST_END || byte === OBJECT_END) depth -= 1;
      return false;
    },
    get excess() {
      return excess;
    },
  };
}
