import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";
import { autottsJson, autottsRecord, recordedQuestions } from "./export-autotts.ts";
import { csv, jsonLines, samplesOf, scoutRecord } from "./export-formats.ts";
import { inPieces } from "./in-pieces.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

const OPTIONS = { name: "test/tiny", file: "tiny" };

function importText(text: string) {
  return importEnvironment(new TextEncoder().encode(text), OPTIONS);
}

/** What is left of questions in answers-only samples: no probes, no Δ, one question for one text. */
function withoutProbes(questions: readonly RecordedQuestion[]): RecordedQuestion[] {
  return questions.map((question) => ({
    ...question,
    intervalTokens: 0,
    branches: question.branches.map((branch) => ({ ...branch, probes: [] })),
  }));
}

const differentQuestions = arbitraryQuestions.map((questions) =>
  questions.filter(
    ({ question }, index) => questions.findIndex((other) => other.question === question) === index,
  ),
);

test("importEnvironment() makes one environment of AutoTTS and SCOUT records, lists and lines, plain and gzipped", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryQuestions,
      fc.integer({ min: 1, max: 50 }),
      async (questions, size) => {
        const whole = await importText(autottsJson(questions));
        for (const text of [
          jsonLines(questions.map(autottsRecord)),
          jsonLines(questions.map(scoutRecord)).replaceAll("\n", "\r\n\n"),
          JSON.stringify(questions.map(scoutRecord), null, 1),
        ]) {
          const bytes = new TextEncoder().encode(text);
          expect(await importEnvironment(inPieces(bytes, size), OPTIONS)).toEqual(whole);
          expect(await importEnvironment(gzipSync(bytes), OPTIONS)).toEqual(whole);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test("importEnvironment() makes one environment of samples as CSV, as a list and as lines, without probes", async () => {
  await fc.assert(
    fc.asyncProperty(
      differentQuestions,
      fc.integer({ min: 1, max: 50 }),
      async (questions, size) => {
        const samples = samplesOf(questions);
        const whole = await importText(JSON.stringify(samples));
        expect(recordedQuestions(whole)).toEqual(withoutProbes(questions));
        for (const text of [jsonLines(samples), csv(samples), `\uFEFF${csv(samples).trimEnd()}`]) {
          const bytes = new TextEncoder().encode(text);
          expect(await importEnvironment(inPieces(bytes, size), OPTIONS)).toEqual(whole);
          expect(await importEnvironment(gzipSync(bytes), OPTIONS)).toEqual(whole);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test("importEnvironment() puts samples of one question together, wherever they stand", async () => {
  const rows = ["q1,1,1,10", "q2,2,3,20", "q1,1,5,30"];
  const { environment } = await importText(
    ["question,gold_answer,answer,tokens", ...rows].join("\n"),
  );
  expect(environment.questions).toEqual(["q1", "q2"]);
  expect([...environment.tables.branchTokens]).toEqual([10, 30, 20]);
});

test("importEnvironment() takes CSV columns in any order, leaves others, and keeps white space of answers", async () => {
  const { environment, golds } = await importText(
    'tokens,id,answer,"gold_answer",question\n12,x, 7 ,7,"a ""b"",\nc"\n',
  );
  expect(environment.questions).toEqual(['a "b",\nc']);
  expect({ answers: environment.answers, golds }).toEqual({ answers: [[" 7 "]], golds: ["7"] });
});

test("importEnvironment() takes a CSV field of megabytes, in quotes and with quotes in it", async () => {
  const text = 'He said "so".\n'.repeat(700_000).replaceAll('"', '""');
  const { environment } = await importText(
    `question,gold_answer,answer,tokens,text\nq,1,1,10,"${text}"\n`,
  );
  expect(environment.questions).toEqual(["q"]);
});

const HEADER = "question,gold_answer,answer,tokens\n";
const [FIRST, SECOND] = TINY_QUESTIONS;
const scout = (change: object) => JSON.stringify([{ ...scoutRecord(FIRST!), ...change }]);

const BROKEN: readonly [what: string, text: string, reason: string][] = [
  [
    "a row with an answer after its padding",
    scout({ probe_matrix_mxn: [["1", null, "2"]], branch_tokens: [5], final_answers_trace: ["1"] }),
    'record 0 (counted from 0), probe_matrix_mxn[0][2], must be null, as probe_matrix_mxn[0][1] is, and is "2"',
  ],
  [
    "fewer token counts than rows",
    scout({ branch_tokens: [5] }),
    "branch_tokens, must be a list of 8 token counts, and is a list of 1",
  ],
  [
    "SCOUT records without a trace",
    scout({ final_answers_trace: undefined }),
    "final_answers_trace, must be a list of 8 final answers, and is missing",
  ],
  [
    "a record of two forms",
    scout({ each_branch: [] }),
    "record 0 (counted from 0) has both each_branch and probe_matrix_mxn. Remove one",
  ],
  [
    "records of two forms",
    JSON.stringify([autottsRecord(FIRST!), scoutRecord(SECOND!)]),
    "record 1 (counted from 0) has the form SCOUT, and those before it have the form AutoTTS",
  ],
  [
    "a line that is cut off",
    `${JSON.stringify(autottsRecord(FIRST!))}\n{"question": "cut`,
    "record 1 (counted from 0) is not JSON",
  ],
  [
    "an object over several lines",
    '{\n"question": "q"\n}',
    "record 0 (counted from 0) is not JSON",
  ],
  ["deep nesting on a line", `{"a":${"[".repeat(100)}`, "nests more than 64 lists or objects"],
  [
    "a million empty lists",
    `{"a":[${"[],".repeat(1_000_001)}`,
    "holds more than 1000000 lists and objects",
  ],
  [
    "a record that is too long",
    `[{"a":"${"a".repeat(2 ** 24)}"}]`,
    "record 0 (counted from 0) takes more than 16777216 bytes",
  ],
  ["no header", "q,1,1,10\n", "it must be CSV with one column each of question, gold_answer"],
  ["other text", "hello", 'its first row is "hello"'],
  ["a column twice", `tokens,${HEADER}`, "one column each of question"],
  ["semicolons", HEADER.replaceAll(",", ";"), "one column each of question"],
  ["a header alone", HEADER, "it holds no record"],
  [
    "a row that is too wide",
    `${HEADER}q,1,1,1\nq,1,1,000,10`,
    "record 1 (counted from 0) must have 4 fields as the header has, and has 5",
  ],
  [
    "a quote within a field",
    `${HEADER}q,1,a"b",10`,
    "record 0 (counted from 0) has a quote within its field 2",
  ],
  [
    "text after a quoted field",
    `${HEADER}"q"x,1,1,10`,
    "goes on after the closing quote of its field 0",
  ],
  ["an open quote", `${HEADER}q,1,"1,10\n`, "has a quote that is never closed"],
  [
    "tokens in words",
    `${HEADER}q,1,1,ten`,
    'tokens, must be an integer in 1 … 4294967295, and is "ten"',
  ],
  ["tokens with a fraction", `${HEADER}q,1,1,1.5`, "tokens, must be an integer"],
  ["tokens out of range", `${HEADER}q,1,1,9999999999`, "tokens, must be an integer"],
  [
    "two golds of one question",
    `${HEADER}q,1,1,10\nq,2,1,10`,
    'record 1 (counted from 0), gold_answer, must be "1", as in the question\'s first sample, and is "2"',
  ],
  ["an empty question", `${HEADER},1,1,10`, "question, must be a text of 1 to 100000 characters"],
];

test.each(BROKEN)("importEnvironment() refuses %s", async (_, text, reason) => {
  await expect(importText(text)).rejects.toMatchObject({
    code: "INVALID_ENVIRONMENT",
    message: expect.stringContaining(reason),
  });
});

test("importEnvironment() refuses CSV that is not UTF-8, and UTF-16", async () => {
  const bad = Buffer.concat([Buffer.from(`${HEADER}q,1,`), Buffer.of(0xe9), Buffer.from(",10")]);
  await expect(importEnvironment(bad, OPTIONS)).rejects.toThrow("record 0 (counted from 0) is not");
  const wide = Buffer.from(`\uFEFF${HEADER}`, "utf16le");
  await expect(importEnvironment(wide, OPTIONS)).rejects.toThrow("its first row is not UTF-8");
});

test("importEnvironment() refuses the 65,536th sample of a question", async () => {
  const rows = "q,1,1,10\n".repeat(65_535);
  const { report } = await importText(HEADER + rows);
  expect(report.branchCount).toBe(65_535);
  await expect(importText(`${HEADER}${rows}q,1,1,10\n`)).rejects.toThrow(
    "record 65535 (counted from 0) is of a question that has 65535 samples already",
  );
});

test("docs/environments.md shows a file of each form, and all three are of the same question", async () => {
  const page = await readFile("docs/environments.md", "utf8");
  const shown = [...page.matchAll(/```(json|csv)\n([^]*?)```/gu)];
  const imported = await Promise.all(
    shown.map(([, kind, text]) => importText(kind === "json" ? `[${text}]` : text!)),
  );
  const [autotts, fromScout, samples, ...others] = imported.map(recordedQuestions);
  expect(others).toEqual([]);
  expect(samples).toEqual(withoutProbes(autotts!));
  expect(fromScout).toEqual(autotts);
});
