import { createHash, type Hash } from "node:crypto";
import type { GoldAnswers, ReplayEnvironment } from "../replay/environment.ts";

/**
 * The identity of an environment: SHA-256, in hex, over everything that decides a cell and nothing else, so
 * neither its name nor how its file was written. Layout version 1, every number an unsigned little-endian
 * 32-bit word unless said otherwise:
 *
 * 1. the text "autotts environment 1\n" in ASCII;
 * 2. the columns branchOffsets, probeOffsets, branchTokens, intervalTokens, probes, finals: each the number
 *    of its elements, then its elements (the last two 16 bits each);
 * 3. for each question: its text, its gold, the number of its distinct answers, then these in order of id.
 *    A text is the number of its UTF-8 bytes, then these.
 *
 * It is a layout of its own, apart from `encodeTables`: stored bytes may change their form, identities not.
 */
export function contentHash(
  content: Pick<ReplayEnvironment, "questions" | "answers" | "tables">,
  golds: GoldAnswers,
): string {
  const { tables } = content;
  const hash = createHash("sha256").update("autotts environment 1\n");
  for (const column of [
    tables.branchOffsets,
    tables.probeOffsets,
    tables.branchTokens,
    tables.intervalTokens,
    tables.probes,
    tables.finals,
  ]) {
    addCount(hash, column.length);
    hash.update(littleEndian(column));
  }
  for (const [index, question] of content.questions.entries()) {
    const answers = content.answers[index]!;
    addText(hash, question);
    addText(hash, golds[index]!);
    addCount(hash, answers.length);
    for (const answer of answers) addText(hash, answer);
  }
  return hash.digest("hex");
}

function addCount(hash: Hash, count: number): void {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(count);
  hash.update(word);
}

function addText(hash: Hash, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  addCount(hash, bytes.length);
  hash.update(bytes);
}

function littleEndian(column: Uint32Array | Uint16Array): Uint8Array {
  const { length, BYTES_PER_ELEMENT: width } = column;
  const bytes = Buffer.alloc(length * width);
  for (const [index, value] of column.entries()) bytes.writeUIntLE(value, index * width, width);
  return bytes;
}
