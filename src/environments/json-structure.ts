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
   * a list ends; the part's length where it holds none, or where a bound is broken.
   */
  follow(bytes: Uint8Array, from: number): number;
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

  const open = (): void => {
    depth += 1;
    containers += 1;
    if (depth > DEPTH_MAX) excess = `nests more than ${DEPTH_MAX} lists or objects`;
    else if (containers > CONTAINERS_MAX) {
      excess = `holds more than ${CONTAINERS_MAX} lists and objects`;
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
        if (byte === LIST_START || byte === OBJECT_START) {
          open();
          if (excess !== undefined) return bytes.length;
        } else if (byte === LIST_END || byte === OBJECT_END) depth -= 1;
        index += 1;
      }
      return bytes.length;
    },
    get excess() {
      return excess;
    },
  };
}
