import { crc32 } from "node:zlib";
import { decodeTables, encodeTables } from "../replay/encode-tables.ts";
import type { GoldAnswers } from "../replay/environment.ts";
import { releaseMemory } from "../replay/release-memory.ts";
import type { ByteStore } from "./byte-store.ts";
import type { EnvironmentChunk, QuestionTexts } from "./environment-chunk.ts";
import { environmentReader, type ImportedReader } from "./environment-reader.ts";
import type { EnvironmentSummary } from "./environment-summary.ts";

/*
 * An environment as one file, which is written chunk by chunk and read by ranges of questions:
 *
 * 1. the line HEADER;
 * 2. for each chunk its sections: tables (as `encodeTables` writes them), texts and golds (as JSON);
 * 3. the directory, as JSON;
 * 4. the trailer: position of the directory (64 bits), its bytes and its CRC-32 (32 bits each),
 *    little-endian.
 *
 * Every section has its CRC-32 in the directory. They find damage; who may write the file is trusted.
 */

/** Changes with the layout below it. */
const HEADER = new TextEncoder().encode("autotts environment file 1\n");
const TRAILER_BYTES = 16;

type Section = readonly [byteLength: number, checksum: number];

interface Directory {
  readonly summary: EnvironmentSummary;
  readonly chunks: readonly ChunkEntry[];
}

interface ChunkEntry {
  readonly questionCount: number;
  readonly tables: Section;
  readonly texts: Section;
  readonly golds: Section;
}

/** Writes an environment. */
export interface EnvironmentWriter {
  add(chunk: EnvironmentChunk): Promise<void>;
  /** Call it once, after the last chunk. @returns a reader of what was written, which closes the store. */
  finish(summary: EnvironmentSummary): Promise<ImportedReader>;
}

/** Starts to write an environment into a store that is empty. */
export async function writeEnvironment(store: ByteStore): Promise<EnvironmentWriter> {
  const chunks: ChunkEntry[] = [];
  let position = 0;
  const append = async (bytes: Uint8Array): Promise<Section> => {
    const section = [bytes.length, crc32(bytes)] as const;
    await store.append(bytes);
    position += section[0];
    return section;
  };
  await append(Uint8Array.from(HEADER));
  return {
    async add({ questions, answers, golds, tables }) {
      chunks.push({
        questionCount: questions.length,
        tables: await append(encodeTables(tables)),
        texts: await append(encodeJson({ questions, answers })),
        golds: await append(encodeJson(golds)),
      });
    },
    async finish(summary) {
      const directory: Directory = { summary, chunks };
      const trailer = new DataView(new ArrayBuffer(TRAILER_BYTES));
      trailer.setBigUint64(0, BigInt(position), true);
      const [byteLength, checksum] = await append(encodeJson(directory));
      trailer.setUint32(8, byteLength, true);
      trailer.setUint32(12, checksum, true);
      await append(new Uint8Array(trailer.buffer));
      return readerOf(store, directory);
    },
  };
}

/**
 * Opens what was written, after a look at every byte of it.
 *
 * @returns a reader, which closes the store; `undefined` when the bytes are something else, cut off or damaged.
 */
export async function readEnvironment(
  store: ByteStore,
  byteLength: number,
): Promise<ImportedReader | undefined> {
  if (byteLength < HEADER.length + TRAILER_BYTES) return undefined;
  const header = await store.read(0, HEADER.length);
  if (Buffer.compare(header, HEADER) !== 0) return undefined;
  const trailer = await store.read(byteLength - TRAILER_BYTES, TRAILER_BYTES);
  const view = new DataView(trailer.buffer, trailer.byteOffset);
  const directoryAt = Number(view.getBigUint64(0, true));
  const section: Section = [view.getUint32(8, true), view.getUint32(12, true)];
  if (directoryAt + section[0] + TRAILER_BYTES !== byteLength) return undefined;
  // What has this checksum was written above, so it has this form.
  const directory = await useSection(store, directoryAt, section, (bytes): Directory =>
    JSON.parse(textOf(bytes)),
  );
  if (directory === undefined) return undefined;
  let position = HEADER.length;
  for (const { tables, texts, golds } of directory.chunks) {
    for (const part of [tables, texts, golds]) {
      const isWhole = await useSection(store, position, part, () => true);
      if (isWhole !== true) return undefined;
      position += part[0];
    }
  }
  return position === directoryAt ? readerOf(store, directory) : undefined;
}

function readerOf(store: ByteStore, { summary, chunks }: Directory): ImportedReader {
  let end = HEADER.length;
  const starts = chunks.map(({ tables, texts, golds }) => {
    const start = end;
    end += tables[0] + texts[0] + golds[0];
    return start;
  });
  async function read<T>(
    chunk: number,
    name: "tables" | "texts" | "golds",
    decode: (bytes: Uint8Array) => T,
  ): Promise<T> {
    const entry = chunks[chunk]!;
    const before = { tables: 0, texts: entry.tables[0], golds: entry.tables[0] + entry.texts[0] };
    const value = await useSection(store, starts[chunk]! + before[name], entry[name], decode);
    if (value !== undefined) return value;
    throw new Error(`The ${name} of chunk ${chunk} were damaged while the environment was open.`);
  }
  const reader = environmentReader({
    contentHash: summary.contentHash,
    questionSet: summary.questionSet,
    branchCount: summary.report.branchCount,
    probeCount: summary.report.probeCount,
    questionCounts: chunks.map(({ questionCount }) => questionCount),
    readTables: (chunk) => read(chunk, "tables", decodeTables),
    readTexts: (chunk) => read(chunk, "texts", (bytes): QuestionTexts => JSON.parse(textOf(bytes))),
    readGolds: (chunk) => read(chunk, "golds", (bytes): GoldAnswers => JSON.parse(textOf(bytes))),
    close: () => store.close(),
  });
  return { ...reader, report: summary.report };
}

/** Something made of a section's bytes, unless they are not those that were written. */
async function useSection<T>(
  store: ByteStore,
  position: number,
  [byteLength, checksum]: Section,
  use: (bytes: Uint8Array) => T,
): Promise<T | undefined> {
  const bytes = await store.read(position, byteLength);
  const value = crc32(bytes) === checksum ? use(bytes) : undefined;
  releaseMemory([bytes]);
  return value;
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
