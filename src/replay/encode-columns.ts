import { COLUMN_NAMES, type EpisodeColumns } from "./episode-columns.ts";

/** Changes whenever bytes written before could be read as something else. */
const FORMAT_VERSION = 1;
const MAGIC = 0x43455441; // "ATEC" in little-endian order.
const HEADER_BYTES = 12;
const MIXED_UP = "Cannot decode episode columns:";

type Values = EpisodeColumns[keyof EpisodeColumns];

/** How the values of one column are stored: its place here is its code in the column's header. */
const WIDTHS = [
  { bytes: 1, min: 0, max: 0xff },
  { bytes: 2, min: 0, max: 0xffff },
  { bytes: 4, min: 0, max: 0xffff_ffff },
  { bytes: 4, min: -0x8000_0000, max: 0x7fff_ffff },
  { bytes: 8, min: -Infinity, max: Infinity },
] as const;
const UINT8 = 0;
const UINT16 = 1;
const UINT32 = 2;
const INT32 = 3;
const FLOAT64 = 4;

/**
 * Episode columns as bytes, each column in the narrowest form that keeps every value exactly.
 *
 * Layout, little-endian: magic u32, version u32, episode count u32; then for each column its width
 * code u8 and its values one after the other.
 */
export function encodeColumns(columns: EpisodeColumns): Uint8Array {
  const episodeCount = columns.answerIds.length;
  const codes = COLUMN_NAMES.map((name) => {
    if (columns[name].length !== episodeCount) {
      throw new RangeError(
        `Cannot encode episode columns: ${name} has ${columns[name].length} values, answerIds ${episodeCount}.`,
      );
    }
    return narrowestCode(columns[name]);
  });
  const valueBytes = codes.map((code) => episodeCount * widthOf(code).bytes);
  const bytes = new Uint8Array(
    HEADER_BYTES + COLUMN_NAMES.length + valueBytes.reduce((sum, size) => sum + size, 0),
  );
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, FORMAT_VERSION, true);
  view.setUint32(8, episodeCount, true);
  let offset = HEADER_BYTES;
  COLUMN_NAMES.forEach((name, place) => {
    const code = codes[place] ?? FLOAT64;
    view.setUint8(offset, code);
    writeValues(view, offset + 1, code, columns[name]);
    offset += 1 + episodeCount * widthOf(code).bytes;
  });
  return bytes;
}

/** The columns that were encoded, in memory of their own. @throws RangeError on any other bytes. */
export function decodeColumns(bytes: Uint8Array): EpisodeColumns {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new RangeError(`${MIXED_UP} these ${bytes.length} bytes are something else.`);
  }
  const version = view.getUint32(4, true);
  if (version !== FORMAT_VERSION) {
    throw new RangeError(`${MIXED_UP} format version ${version} is not ${FORMAT_VERSION}.`);
  }
  const episodeCount = view.getUint32(8, true);
  let offset = HEADER_BYTES;
  const next = <T extends Values>(columnOf: new (length: number) => T): T => {
    const code = offset < bytes.length ? view.getUint8(offset) : FLOAT64;
    const end = offset + 1 + episodeCount * widthOf(code).bytes;
    if (end > bytes.length) throw new RangeError(`${MIXED_UP} they end inside a column.`);
    // Made only after the bytes at hand were counted, so that a corrupt count takes no memory.
    const values = new columnOf(episodeCount);
    readValues(view, offset + 1, code, values);
    offset = end;
    return values;
  };
  // Evaluated from top to bottom, which is COLUMN_NAMES.
  const columns: EpisodeColumns = {
    answerIds: next(Int32Array),
    correct: next(Uint8Array),
    tokens: next(Float64Array),
    criticalPathTokens: next(Float64Array),
    longestBranchTokens: next(Float64Array),
    probes: next(Uint32Array),
    branchesOpened: next(Uint16Array),
    branchesPruned: next(Uint16Array),
    digests: next(Uint32Array),
  };
  if (offset !== bytes.length) {
    throw new RangeError(`${MIXED_UP} ${bytes.length - offset} bytes are left over.`);
  }
  return columns;
}

function widthOf(code: number): (typeof WIDTHS)[number] {
  const width = WIDTHS[code];
  if (width === undefined) throw new RangeError(`${MIXED_UP} ${code} is no width code.`);
  return width;
}

function narrowestCode(values: Values): number {
  let min = 0;
  let max = 0;
  for (const value of values) {
    // −0 is an integer that integers can't hold.
    if (!Number.isInteger(value) || Object.is(value, -0)) return FLOAT64;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return WIDTHS.findIndex((width) => min >= width.min && max <= width.max);
}

function writeValues(view: DataView, start: number, code: number, values: Values): void {
  const { bytes } = widthOf(code);
  for (let episode = 0; episode < values.length; episode++) {
    const at = start + episode * bytes;
    const value = values[episode] ?? 0;
    if (code === UINT8) view.setUint8(at, value);
    else if (code === UINT16) view.setUint16(at, value, true);
    else if (code === UINT32) view.setUint32(at, value, true);
    else if (code === INT32) view.setInt32(at, value, true);
    else view.setFloat64(at, value, true);
  }
}

function readValues(view: DataView, start: number, code: number, values: Values): void {
  const { bytes } = widthOf(code);
  for (let episode = 0; episode < values.length; episode++) {
    const at = start + episode * bytes;
    if (code === UINT8) values[episode] = view.getUint8(at);
    else if (code === UINT16) values[episode] = view.getUint16(at, true);
    else if (code === UINT32) values[episode] = view.getUint32(at, true);
    else if (code === INT32) values[episode] = view.getInt32(at, true);
    else values[episode] = view.getFloat64(at, true);
  }
}
