import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";
import { autottsJson, autottsRecord, recordedQuestions } from "./export-autotts.ts";
import { inPieces } from "./in-pieces.ts";
import { TINY_QUESTIONS } from "./tiny-questions.ts";

const OPTIONS = { name: "test/tiny", file: "tiny.json" };

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function importText(text: string) {
  return importEnvironment(bytesOf(text), OPTIONS);
}

function importRecords(...records: unknown[]) {
  return importText(JSON.stringify(records));
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield bytesOf("[{");
  throw new Error("connection reset");
}

/** Two branches with so many distinct answers together. */
function branchesWithAnswers(count: number): unknown[] {
  const probes = Array.from({ length: count - 1 }, (_, index) => `a${index}`);
  const half = Math.floor(probes.length / 2);
  return [
    [probes.slice(0, half), 5, "last"],
    [probes.slice(half), 5, "last"],
  ];
}

const [FIRST, SECOND] = TINY_QUESTIONS.map(autottsRecord) as [Tiny, Tiny];
type Tiny = ReturnType<typeof autottsRecord>;

test("importEnvironment() and back again is the identity, however the bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryQuestions,
      fc.integer({ min: 1, max: 50 }),
      async (questions, size) => {
        const bytes = bytesOf(autottsJson(questions));
        const whole = await importEnvironment(bytes, OPTIONS);
        expect(recordedQuestions(whole)).toEqual(questions);
        expect(await importEnvironment(inPieces(bytes, size), OPTIONS)).toEqual(whole);
        expect(await importEnvironment(inPieces(gzipSync(bytes), size), OPTIONS)).toEqual(whole);
      },
    ),
  );
});

test("importEnvironment() gives one hash to one content, however its JSON is written", async () => {
  const plain = await importRecords(FIRST, SECOND);
  const extra = ["reasoning", [{ text: 'left out, with ], } and " in it' }]];
  const reordered = [FIRST, SECOND].map((record) =>
    Object.fromEntries([extra, ...Object.entries(record).toReversed()]),
  );
  const spaced = await importText(`\uFEFF\r\n ${JSON.stringify(reordered, null, 3)}\n`);
  expect(spaced).toEqual(plain);
});

test("importEnvironment() numbers answers by first occurrence, probes before the final answer", async () => {
  const { environment } = await importRecords({
    ...FIRST,
    each_branch: [
      [["b", "a"], 900, "c"],
      [[], 400, "a"],
    ],
  });
  expect(environment.answers).toEqual([["b", "a", "c"]]);
  expect([...environment.tables.probes]).toEqual([0, 1]);
  expect([...environment.tables.finals]).toEqual([2, 1]);
  expect([...environment.tables.probeOffsets]).toEqual([0, 2, 2]);
});

test("importEnvironment() reports repeated questions and traces that differ, and imports them", async () => {
  const otherTrace = { ...SECOND, final_answers_trace: [] };
  const { report } = await importRecords(FIRST, otherTrace, FIRST);
  expect(report.repeatedQuestions).toEqual([2]);
  expect(report.questionsWithOtherTrace).toEqual([1]);
});

test("importEnvironment() does without final_answers_trace", async () => {
  const { final_answers_trace: _, ...record } = FIRST;
  expect((await importRecords(record)).report.questionsWithOtherTrace).toEqual([]);
});

const UNREADABLE: readonly [string, string, string][] = [
  ["an empty file", "", "it is empty"],
  ["white space alone", " \n", "holds white space alone"],
  [
    "an object of another kind",
    '{"a":1}',
    "record 0 (counted from 0) has none of the fields each_branch",
  ],
  ["an empty list", "[ ]", "it holds no record"],
  ["text after the list", `${JSON.stringify([FIRST])} x`, '"x" follows the end of the list'],
  ["a record cut off", JSON.stringify([FIRST, SECOND]).slice(0, -40), "ends inside record 1"],
  ["a trailing comma", `[${JSON.stringify(FIRST)},]`, "record 1 (counted from 0) is not JSON"],
  ["records that are no objects", "[7]", "record 0 (counted from 0) must be an object, and is 7"],
  ["deep nesting", `[${"[".repeat(100)}`, "nests more than 64 lists or objects"],
];

test.each(UNREADABLE)("importEnvironment() refuses %s", async (_, text, reason) => {
  await expect(importText(text)).rejects.toMatchObject({
    code: "INVALID_ENVIRONMENT",
    message: expect.stringContaining(reason),
  });
});

test("importEnvironment() refuses bytes that are not UTF-8", async () => {
  const bytes = Buffer.concat([Buffer.from('[{"question":"'), Buffer.of(0xff), Buffer.from('"}]')]);
  await expect(importEnvironment(bytes, OPTIONS)).rejects.toThrow(
    "record 0 (counted from 0) is not UTF-8",
  );
});

test("importEnvironment() refuses a gzip archive that is cut off", async () => {
  const archive = gzipSync(autottsJson(TINY_QUESTIONS));
  await expect(importEnvironment(archive.subarray(0, 200), OPTIONS)).rejects.toMatchObject({
    code: "INVALID_ENVIRONMENT",
    message: expect.stringContaining("its gzip archive is damaged or cut off"),
  });
});

test("importEnvironment() stops at the size limit, unpacked size for an archive", async () => {
  const bytes = bytesOf(`[${" ".repeat(100_000)}]`);
  const limited = { ...OPTIONS, bytesMax: 10_000 };
  for (const source of [bytes, gzipSync(bytes)]) {
    await expect(importEnvironment(source, limited)).rejects.toThrow(
      "it may hold at most 10000 bytes",
    );
  }
});

test("importEnvironment() lets the failure of its source through", async () => {
  await expect(importEnvironment(failing(), OPTIONS)).rejects.toThrow("connection reset");
});

/** A change to one record, the path the error names, and a part of the rule it tells. */
const BROKEN: readonly [string, Record<string, unknown>, string][] = [
  ["no question", { question: undefined }, "question, must be a text, and is missing"],
  ["an empty question", { question: "" }, "question, must be a text of 1 to 100000 characters"],
  [
    "a gold that is a number",
    { gold_answer: 12 },
    'gold_answer, must be a text, and is 12. Put it in quotes: "12".',
  ],
  ["Δ = 0", { probe_freq: 0 }, "probe_freq, must be an integer in 1 … 2147483647, and is 0"],
  ["Δ < 0", { probe_freq: -500 }, "probe_freq, must be an integer"],
  ["a trace that is no list", { final_answers_trace: "12" }, "final_answers_trace, must be a list"],
  [
    "no branches",
    { each_branch: [] },
    "each_branch, must be a list of 1 to 65535 branches, and is a list of 0",
  ],
  [
    "a branch of two",
    { each_branch: [[[], 5]] },
    "each_branch[0], must be a list of 3 entries, and is a list of 2",
  ],
  [
    "probes that are no list",
    {
      each_branch: [
        [[], 5, "1"],
        ["12", 5, "12"],
      ],
    },
    'each_branch[1][0], must be a list of 0 to 65535 probe answers, and is "12"',
  ],
  [
    "a probe that is null",
    { each_branch: [[["1", null], 5, "1"]] },
    "each_branch[0][0][1], must be a text, and is null",
  ],
  [
    "a probe that is a number",
    { each_branch: [[["1", 1.5], 5, "1"]] },
    "each_branch[0][0][1], must be a text, and is 1.5",
  ],
  [
    "a fraction of a token",
    { each_branch: [[[], 5.5, "1"]] },
    "each_branch[0][1], must be an integer in 1 … 4294967295, and is 5.5",
  ],
  ["tokens in quotes", { each_branch: [[[], "5", "1"]] }, "each_branch[0][1], must be an integer"],
  [
    "a branch without tokens",
    { each_branch: [[[], 0, "1"]] },
    "each_branch[0][1], must be an integer",
  ],
  [
    "a very long answer",
    { each_branch: [[[], 5, "1".repeat(5_000)]] },
    "each_branch[0][2], must be a text of 0 to 4096 characters",
  ],
  [
    "half a surrogate pair",
    { each_branch: [[[], 5, "\ud800"]] },
    "each_branch[0][2], must be Unicode text",
  ],
  ["a NUL", { each_branch: [[[], 5, "a\0"]] }, "each_branch[0][2], must be Unicode text"],
];

test.each(BROKEN)(
  "importEnvironment() refuses %s and names record, path and rule",
  async (_, change, reason) => {
    await expect(importRecords(FIRST, { ...SECOND, ...change })).rejects.toMatchObject({
      code: "INVALID_ENVIRONMENT",
      message: expect.stringContaining(
        `Cannot import tiny.json: record 1 (counted from 0), ${reason}`,
      ),
    });
  },
);

test("importEnvironment() takes 65,535 distinct answers of a question, and not one more", async () => {
  const { environment } = await importRecords({
    ...FIRST,
    each_branch: branchesWithAnswers(65_535),
  });
  expect(environment.answers[0]).toHaveLength(65_535);
  await expect(
    importRecords({ ...FIRST, each_branch: branchesWithAnswers(65_536) }),
  ).rejects.toMatchObject({
    code: "INVALID_ENVIRONMENT",
    message: expect.stringContaining(
      "record 0 (counted from 0) has more than 65535 distinct answers",
    ),
  });
});

test.each([[""], ["a\nb"], ["n".repeat(201)]])(
  "importEnvironment() refuses the name %j",
  async (name) => {
    const source = bytesOf(JSON.stringify([FIRST]));
    await expect(importEnvironment(source, { name, file: "x" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  },
);

async function importsOrRefuses(bytes: Uint8Array): Promise<void> {
  try {
    await importEnvironment(bytes, OPTIONS);
  } catch (error) {
    expect(error).toMatchObject({ name: "DomainError", code: "INVALID_ENVIRONMENT" });
  }
}

test("importEnvironment() imports or refuses, whatever single value is replaced", async () => {
  const replacements = [
    undefined,
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 40,
    "",
    "x",
    "\ud800",
    [],
    [[]],
    {},
  ];
  const record: unknown = JSON.parse(JSON.stringify(SECOND));
  for (const path of pathsOf(record)) {
    for (const replacement of replacements) {
      await importsOrRefuses(bytesOf(JSON.stringify([replacedAt(record, path, replacement)])));
    }
  }
});

test("importEnvironment() refuses a file cut off anywhere", async () => {
  const bytes = bytesOf(JSON.stringify([FIRST]));
  for (let length = 0; length < bytes.length; length += 1) {
    await expect(importEnvironment(bytes.subarray(0, length), OPTIONS)).rejects.toMatchObject({
      code: "INVALID_ENVIRONMENT",
    });
  }
});

test("importEnvironment() imports or refuses, whatever byte is changed", async () => {
  const bytes = bytesOf(autottsJson(TINY_QUESTIONS));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (position, value) => {
      await importsOrRefuses(bytes.with(position, value));
    }),
    { numRuns: 500 },
  );
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const children = value as Record<string | number, unknown>;
  return [path, ...keys.flatMap((key) => pathsOf(children[key], [...path, key]))];
}

function replacedAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const children = copy as Record<string | number, unknown>;
  children[key] = replacedAt(children[key], rest, replacement);
  return copy;
}
