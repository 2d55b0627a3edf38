import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Range } from "../../src/domain/cell.ts";
import { environmentReader } from "../../src/environments/environment-reader.ts";
import { questionCountOf, type ReplayTables } from "../../src/replay/environment.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";
import { arbitraryTables } from "../replay/arbitrary-tables.ts";

/** A reader of tables cut at some questions; question `q` is called "q", its one answer and gold too. */
function readerOf(tables: ReplayTables, cuts: readonly number[]) {
  const count = questionCountOf(tables);
  const names = Array.from({ length: count }, (_, question) => String(question));
  const inside = [...new Set(cuts)].filter((cut) => cut > 0 && cut < count);
  const edges = [0, ...inside.toSorted((a, b) => a - b), count];
  const chunks = count === 0 ? [] : edges.slice(1).map((to, k): Range => [edges[k]!, to]);
  let held = 0;
  const reader = environmentReader({
    contentHash: "content",
    questionSet: "questions",
    branchCount: tables.finals.length,
    probeCount: tables.probes.length,
    questionCounts: chunks.map(([from, to]) => to - from),
    readTables: (chunk) => Promise.resolve(sliceTables(tables, chunks[chunk]!)),
    readTexts: (chunk) => {
      const questions = names.slice(...chunks[chunk]!);
      return Promise.resolve({ questions, answers: questions.map((name) => [name]) });
    },
    readGolds: (chunk) => Promise.resolve(names.slice(...chunks[chunk]!)),
    close: () => Promise.resolve(void (held += 1)),
  });
  return { reader, names, chunks, closed: () => held };
}

test("environmentReader() reads any range as if its chunks were one", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryTables,
      fc.array(fc.nat(6)),
      fc.nat(6),
      fc.nat(6),
      async (tables, cuts, a, b) => {
        const { reader, names, chunks } = readerOf(tables, cuts);
        const count = questionCountOf(tables);
        const range: Range = [Math.min(a, b, count), Math.min(Math.max(a, b), count)];
        expect(reader).toMatchObject({ questionCount: count, ranges: chunks });
        expect(await reader.readTables(range)).toEqual(sliceTables(tables, range));
        expect(await reader.readGolds(range)).toEqual(names.slice(...range));
        expect(await reader.readTexts(range)).toEqual({
          questions: names.slice(...range),
          answers: names.slice(...range).map((name) => [name]),
        });
      },
    ),
  );
});

test.each<[number, number]>([
  [-1, 1],
  [2, 1],
  [0.5, 1],
  [0, 7],
])("environmentReader() refuses questions [%d, %d) of six", async (from, to) => {
  const [six] = fc.sample(
    arbitraryTables.filter((tables) => questionCountOf(tables) === 6),
    1,
  );
  const { reader, closed } = readerOf(six!, [3]);
  await expect(reader.readTables([from, to])).rejects.toThrow(
    `Cannot read questions [${from}, ${to})`,
  );
  await reader.close();
  expect(closed()).toBe(1);
});
