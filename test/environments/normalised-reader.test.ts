import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Range } from "../../src/domain/cell.ts";
import { buildEnvironment } from "../../src/environments/build-environment.ts";
import { environmentReader } from "../../src/environments/environment-reader.ts";
import { memoryReader } from "../../src/environments/memory-reader.ts";
import { normalisedReader } from "../../src/environments/normalised-reader.ts";
import { groupAnswers, groupGolds } from "../../src/replay/group-answers.ts";
import { normaliseTables } from "../../src/replay/normalise-tables.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";

const single = (chunk: number): Range => [chunk, chunk + 1];

test("normalisedReader() reads any range as normalising the whole environment has it, chunk by chunk", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestions, fc.nat(), fc.nat(), async (questions, one, other) => {
      const built = buildEnvironment("model/dataset", questions);
      const { environment, golds } = built;
      const { answers, tables } = environment;
      const groups = groupAnswers(answers);
      const count = questions.length;
      const ends = [one % (count + 1), other % (count + 1)].toSorted((a, b) => a - b);
      const range: Range = [ends[0]!, ends[1]!];

      const whole = memoryReader(built);
      const chunked = environmentReader({
        ...whole,
        questionCounts: questions.map(() => 1),
        readTables: (chunk) => whole.readTables(single(chunk)),
        readTexts: (chunk) => whole.readTexts(single(chunk)),
        readGolds: (chunk) => whole.readGolds(single(chunk)),
      });
      const stored = normalisedReader(chunked, (chunk) =>
        Promise.resolve(groups.slice(...single(chunk))),
      );
      for (const reader of [normalisedReader(whole), normalisedReader(chunked), stored]) {
        const expected = sliceTables(normaliseTables(tables, groups), range);
        expect(await reader.readTables(range)).toEqual(expected);
        const spelled = groupGolds(answers, groups, golds).slice(...range);
        expect(await reader.readGolds(range)).toEqual(spelled);
        expect(await reader.readTexts(range)).toEqual(await whole.readTexts(range));
      }
    }),
  );
});
