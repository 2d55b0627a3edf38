import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { EnvironmentChunk } from "../../src/environments/environment-chunk.ts";
import { importChunks } from "../../src/environments/import-chunks.ts";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import { joinTables } from "../../src/replay/join-tables.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";
import { autottsJson } from "./export-autotts.ts";

const BOUNDS = { bytesMax: Infinity, questionsMax: Infinity, answersMax: Infinity };

async function chunksOf(text: string, chunkSize: number) {
  const chunks: EnvironmentChunk[] = [];
  const bytes = new TextEncoder().encode(text);
  const summary = await importChunks(
    bytes,
    { file: "any.json", bounds: BOUNDS, chunkSize },
    (chunk) => void chunks.push(chunk),
  );
  return { chunks, summary };
}

test("importChunks() hands over what importEnvironment() holds, in chunks of the size asked for", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestions, fc.nat(200), async (questions, chunkSize) => {
      const text = autottsJson(questions);
      const { chunks, summary } = await chunksOf(text, chunkSize);
      const { environment, golds, report } = await importEnvironment(
        new TextEncoder().encode(text),
        { name: "any", file: "any.json" },
      );
      expect(summary).toMatchObject({ contentHash: environment.contentHash, report });
      expect(chunks.flatMap((chunk) => chunk.questions)).toEqual(environment.questions);
      expect(chunks.flatMap((chunk) => chunk.answers)).toEqual(environment.answers);
      expect(chunks.flatMap((chunk) => chunk.golds)).toEqual(golds);
      expect(joinTables(chunks.map(({ tables }) => tables))).toEqual(environment.tables);
      if (chunkSize <= 10) expect(chunks).toHaveLength(questions.length);
    }),
  );
});

test("importChunks() waits until a chunk is taken before it reads on", async () => {
  const record = {
    question: "Who?",
    gold_answer: "1",
    probe_freq: 5,
    each_branch: [[[], 7, "1"]],
  };
  const text = JSON.stringify([record, record, { ...record, probe_freq: 0 }]);
  let [taken, held] = [0, 0];
  const imported = importChunks(
    new TextEncoder().encode(text),
    { file: "any.json", bounds: BOUNDS, chunkSize: 1 },
    async () => {
      held += 1;
      expect(held).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      held -= 1;
      taken += 1;
    },
  );
  await expect(imported).rejects.toMatchObject({ code: "INVALID_ENVIRONMENT" });
  expect(taken).toBe(2);
});
