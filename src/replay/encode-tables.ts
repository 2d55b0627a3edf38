import type { ReplayTables } from "./environment.ts";

/** "ATRT", read as a little-endian word. */
const MAGIC = 0x54525441;
const LAYOUT_VERSION = 1;
const HEADER_WORDS = 5;
const HEADER_BYTES = 4 * HEADER_WORDS;

/**
 * Replay tables as one flat buffer, for `bytea` columns and for pipes. Little-endian, layout version 1:
 *
 * | bytes | what |
 * | --- | --- |
 * | 5 × 4 | magic "ATRT", layout version, questionCount Q, branchCount B, probeCount P |
 * | (Q + 1) × 4 | branchOffsets |
 * | (B + 1) × 4 | probeOffsets |
 * | B × 4 | branchTokens |
 * | Q × 4 | intervalTokens |
 * | P × 2 | probes |
 * | B × 2 | finals |
 *
 * Four-byte columns come first, so that every column is aligned in a buffer that is.
 */
export function encodeTables(tables: ReplayTables): Uint8Array {
  requireLittleEndian();
  const counts = {
    questions: tables.intervalTokens.length,
    branches: tables.branchTokens.length,
    probes: tables.probes.length,
  };
  const buffer = new ArrayBuffer(byteLengthOf(counts));
  new Uint32Array(buffer, 0, HEADER_WORDS).set([
    MAGIC,
    LAYOUT_VERSION,
    counts.questions,
    counts.branches,
    counts.probes,
  ]);
  const columns = columnsOf(buffer, counts);
  columns.branchOffsets.set(tables.branchOffsets);
  columns.probeOffsets.set(tables.probeOffsets);
  columns.branchTokens.set(tables.branchTokens);
  columns.intervalTokens.set(tables.intervalTokens);
  columns.probes.set(tables.probes);
  columns.finals.set(tables.finals);
  return new Uint8Array(buffer);
}

/**
 * The reverse of `encodeTables`. The bytes are copied once: the tables own their memory, aligned, wherever
 * the bytes came from.
 *
 * @throws RangeError when the bytes are no such buffer, are cut off, or hold offsets that point outside.
 */
export function decodeTables(bytes: Uint8Array): ReplayTables {
  requireLittleEndian();
  if (bytes.length < HEADER_BYTES) {
    throw corrupt(`the header takes ${HEADER_BYTES} bytes, the buffer has ${bytes.length}`);
  }
  const { buffer } = new Uint8Array(bytes);
  const [magic, version, questions, branches, probes] = new Uint32Array(buffer, 0, HEADER_WORDS);
  if (magic !== MAGIC) throw corrupt(`it must start with "ATRT"`);
  if (version !== LAYOUT_VERSION) {
    throw corrupt(`layout version ${version} is unknown, this program reads ${LAYOUT_VERSION}`);
  }
  const counts = { questions: questions!, branches: branches!, probes: probes! };
  if (byteLengthOf(counts) !== bytes.length) {
    throw corrupt(
      `${questions} questions, ${branches} branches and ${probes} probes take ` +
        `${byteLengthOf(counts)} bytes, the buffer has ${bytes.length}`,
    );
  }
  const tables = columnsOf(buffer, counts);
  requireOffsets("branchOffsets", tables.branchOffsets, counts.branches);
  requireOffsets("probeOffsets", tables.probeOffsets, counts.probes);
  return tables;
}

interface Counts {
  readonly questions: number;
  readonly branches: number;
  readonly probes: number;
}

function byteLengthOf({ questions, branches, probes }: Counts): number {
  const words = HEADER_WORDS + (questions + 1) + (branches + 1) + branches + questions;
  return 4 * words + 2 * (probes + branches);
}

function columnsOf(buffer: ArrayBuffer, { questions, branches, probes }: Counts): ReplayTables {
  let offset = HEADER_BYTES;
  const words = (length: number): Uint32Array => {
    const column = new Uint32Array(buffer, offset, length);
    offset += column.byteLength;
    return column;
  };
  const halves = (length: number): Uint16Array => {
    const column = new Uint16Array(buffer, offset, length);
    offset += column.byteLength;
    return column;
  };
  // Evaluated in this order: it is the order of the columns in the buffer.
  return {
    branchOffsets: words(questions + 1),
    probeOffsets: words(branches + 1),
    branchTokens: words(branches),
    intervalTokens: words(questions),
    probes: halves(probes),
    finals: halves(branches),
  };
}

function requireOffsets(name: string, offsets: Uint32Array, count: number): void {
  if (offsets[0] !== 0) throw corrupt(`${name} must start at 0, it starts at ${offsets[0]}`);
  for (let i = 1; i < offsets.length; i += 1) {
    if (offsets[i]! < offsets[i - 1]!) {
      throw corrupt(`${name} must not fall, it does from ${offsets[i - 1]} to ${offsets[i]}`);
    }
  }
  if (offsets.at(-1) !== count) {
    throw corrupt(`${name} must end at ${count}, it ends at ${offsets.at(-1)}`);
  }
}

function requireLittleEndian(): void {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
    throw new RangeError("Replay tables are little-endian; this machine is not.");
  }
}

function corrupt(reason: string): RangeError {
  return new RangeError(`Cannot decode replay tables: ${reason}.`);
}
