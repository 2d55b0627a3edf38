import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ByteStore, memoryStore } from "../../src/environments/byte-store.ts";
import { chunkBuilder } from "../../src/environments/chunk-builder.ts";
import type { EnvironmentReader } from "../../src/environments/environment-reader.ts";
import { readEnvironment, writeEnvironment } from "../../src/environments/environment-file.ts";
import { summaryBuilder } from "../../src/environments/environment-summary.ts";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

/** Writes an environment with a chunk for every `chunkQuestions` questions. */
async function written(questions: readonly RecordedQuestion[], chunkQuestions: number) {
  const pieces: Uint8Array[] = [];
  const inner = memoryStore();
  const append = (bytes: Uint8Array) => {
    pieces.push(bytes);
    return inner.append(bytes);
  };
  const writer = await writeEnvironment({ ...inner, append });
  const builder = chunkBuilder();
  const summary = summaryBuilder();
  for (let first = 0; first < questions.length; first += chunkQuestions) {
    for (const question of questions.slice(first, first + chunkQuestions)) builder.add(question);
    const chunk = builder.take();
    summary.add(chunk);
    await writer.add(chunk);
  }
  const reader = await writer.finish(summary.finish([]));
  return { reader, bytes: Buffer.concat(pieces) };
}

/** A store that holds these bytes. */
function storeOf(bytes: Uint8Array): ByteStore {
  return {
    append: () => Promise.reject(new Error("It is read only.")),
    read: (position, length) =>
      position + length > bytes.length
        ? Promise.reject(new RangeError("Too far."))
        : Promise.resolve(Uint8Array.from(bytes.subarray(position, position + length))),
    close: () => Promise.resolve(),
  };
}

async function contentOf(reader: EnvironmentReader) {
  const all = [0, reader.questionCount] as const;
  return {
    contentHash: reader.contentHash,
    questionSet: reader.questionSet,
    ranges: reader.ranges,
    tables: await reader.readTables(all),
    texts: await reader.readTexts(all),
    golds: await reader.readGolds(all),
  };
}

test("readEnvironment() reads what writeEnvironment() wrote, which its own reader reads too", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryQuestions,
      fc.integer({ min: 1, max: 5 }),
      async (questions, chunkQuestions) => {
        const { reader, bytes } = await written(questions, chunkQuestions);
        const read = await readEnvironment(storeOf(bytes), bytes.length);
        expect(await contentOf(read!)).toEqual(await contentOf(reader));
        expect(reader.questionCount).toBe(questions.length);
        expect(reader.ranges).toHaveLength(Math.ceil(questions.length / chunkQuestions));
      },
    ),
  );
});

test("readEnvironment() opens nothing that was cut off, or where any byte is another", async () => {
  const { bytes } = await written(TINY_QUESTIONS, 2);
  for (let length = 0; length < bytes.length; length++) {
    const cut = readEnvironment(storeOf(bytes.subarray(0, length)), length);
    expect(await cut.catch(() => undefined)).toBeUndefined();
  }
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Uint8Array.from(bytes);
    damaged[at]! ^= 1 << (at % 8);
    const opened = readEnvironment(storeOf(damaged), bytes.length);
    expect(await opened.catch(() => undefined)).toBeUndefined();
  }
});

test("writeEnvironment() writes tiny.json as IMPORT_VERSION 1 does: raise it when these bytes change", async () => {
  const { bytes } = await written(TINY_QUESTIONS, TINY_QUESTIONS.length);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(
    "831c1c910a88b12401eda99beb92d6664871d16d67be8973ba713e35c2ebc97b",
  );
});
