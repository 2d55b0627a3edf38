import { readFile } from "node:fs/promises";

import { expect, test } from "@jest/globals";

import { importEnvironment } from "../../src/environments/import-environment.ts";
import { memoryReader } from "../../src/environments/memory-reader.ts";
import { type PackedChunk, packEnvironment } from "../../src/environments/pack-environment.ts";
import { decodeGroups } from "../../src/replay/encode-groups.ts";
import { decodeTables } from "../../src/replay/encode-tables.ts";
import { groupAnswers } from "../../src/replay/group-answers.ts";
import { NORMALISATION_VERSION } from "../../src/replay/normalise-answer.ts";

test("packEnvironment() keeps everything of an import: sizes as figures, each range as a chunk", async () => {
  const bytes = await readFile("fixtures/environments/tiny.json");
  const imported = await importEnvironment(bytes, { name: "Tiny/one", file: "tiny.json" });
  const { environment, golds, report } = imported;
  const { questions, answers, tables } = environment;
  const whole = memoryReader(imported);
  const ranges = [
    [0, 1],
    [1, questions.length],
  ] as const;
  const packed = packEnvironment("Tiny/two", { ...whole, ranges });
  expect(packed).toMatchObject({
    name: "Tiny/two",
    contentHash: environment.contentHash,
    questionSet: whole.questionSet,
    synthetic: false,
    questionCount: questions.length,
    branchCount: tables.branchTokens.length,
    probeCount: tables.probes.length,
    intervalTokensMin: Math.min(...tables.intervalTokens),
    intervalTokensMax: Math.max(...tables.intervalTokens),
    report,
  });
  const chunks: PackedChunk[] = [];
  for await (const chunk of packed.chunks) chunks.push(chunk);
  expect(chunks).toHaveLength(ranges.length);
  for (const [index, range] of ranges.entries()) {
    const { tables: encoded, answerGroups, ...chunk } = chunks[index]!;
    const ownAnswers = answers.slice(...range);
    expect(decodeTables(encoded)).toEqual(await whole.readTables(range));
    expect(decodeGroups(answerGroups, ownAnswers)).toEqual(groupAnswers(ownAnswers));
    expect(chunk).toEqual({
      questions: questions.slice(...range),
      answers: ownAnswers,
      golds: golds.slice(...range),
      normalisationVersion: NORMALISATION_VERSION,
    });
  }
});
