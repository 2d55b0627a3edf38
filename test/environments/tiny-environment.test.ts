import { readFile, writeFile } from "node:fs/promises";
import { env } from "node:process";
import { expect, test } from "@jest/globals";
import { loadEnvironment } from "../../src/environments/load-environment.ts";
import { autottsJson, recordedQuestions } from "./export-autotts.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

const PATH = "fixtures/environments/tiny.json";

test("tiny.json is what tiny-questions.ts says; UPDATE_FIXTURES=1 writes it anew", async () => {
  const text = autottsJson(TINY_QUESTIONS);
  if (env["UPDATE_FIXTURES"] === "1") await writeFile(PATH, text);
  expect(await readFile(PATH, "utf8")).toBe(text);
});

test("loadEnvironment() finds every odd case of tiny.json and reports it", async () => {
  const imported = await loadEnvironment(PATH);
  expect(recordedQuestions(imported)).toEqual(TINY_QUESTIONS);
  expect(imported.environment.name).toBe("environments/tiny");
  expect(imported.report).toEqual({
    questionCount: 4,
    branchCount: 32,
    branchesPerQuestion: { min: 8, max: 8 },
    probeCount: 64,
    intervalTokens: [500],
    errorProbeShare: 11 / 64,
    branchesWithoutProbes: 1,
    branchesEndingEarly: 1,
    branchesChangingAtEnd: 3,
    repeatedQuestions: [],
    questionsWithoutGold: [3],
    questionsWithOtherTrace: [],
    synthetic: false,
  });
});
