import { readFile } from "node:fs/promises";

import { expect, test } from "@jest/globals";

import { importEnvironment } from "../../src/environments/import-environment.ts";
import { packEnvironment } from "../../src/environments/pack-environment.ts";
import { decodeGroups } from "../../src/replay/encode-groups.ts";
import { decodeTables } from "../../src/replay/encode-tables.ts";
import { groupAnswers } from "../../src/replay/group-answers.ts";
import { NORMALISATION_VERSION } from "../../src/replay/normalise-answer.ts";

test("packEnvironment() keeps everything of an import: tables as bytes, sizes as figures", async () => {
  const bytes = await readFile("fixtures/environments/tiny.json");
  const imported = await importEnvironment(bytes, { name: "Tiny/one", file: "tiny.json" });
  const { environment, golds, report } = imported;
  const packed = await packEnvironment(imported);
  expect(decodeTables(packed.tables)).toEqual(environment.tables);
  const { normalisationVersion, groups } = packed.answerGroups;
  expect(normalisationVersion).toBe(NORMALISATION_VERSION);
  expect(decodeGroups(groups, environment.answers)).toEqual(groupAnswers(environment.answers));
  expect(packed).toMatchObject({
    name: "Tiny/one",
    contentHash: environment.contentHash,
    synthetic: false,
    questionCount: environment.questions.length,
    branchCount: environment.tables.branchTokens.length,
    probeCount: environment.tables.probes.length,
    intervalTokensMin: Math.min(...environment.tables.intervalTokens),
    intervalTokensMax: Math.max(...environment.tables.intervalTokens),
    questions: environment.questions,
    answers: environment.answers,
    golds,
    report,
  });
});
