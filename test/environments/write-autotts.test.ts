import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { buildEnvironment } from "../../src/environments/build-environment.ts";
import { importEnvironment } from "../../src/environments/import-environment.ts";
import { writeAutotts } from "../../src/environments/write-autotts.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";

test("writeAutotts() writes what an import reads back as the same content", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestions, async (questions) => {
      const built = buildEnvironment("any/name", questions);
      const read = await importEnvironment(writeAutotts(built), {
        name: "any/name",
        file: "written",
      });
      expect(read.environment).toEqual(built.environment);
      expect(read.golds).toEqual(built.golds);
      expect(read.report.questionsWithOtherTrace).toEqual([]);
    }),
  );
});
