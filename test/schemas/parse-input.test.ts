import { expect, test } from "@jest/globals";
import * as z from "zod";

import { listProblems, parseInput } from "../../src/schemas/parse-input.ts";

const schema = z.strictObject({ "a/b": z.strictObject({ "c~d": z.string().max(3) }) });

test("listProblems() writes JSON pointers with their escapes", () => {
  const result = schema.safeParse({ "a/b": { "c~d": "four" } }, { reportInput: true });
  expect(result.error && listProblems(result.error)).toEqual([
    { pointer: "/a~1b/c~0d", message: expect.stringContaining('(found "four")') },
  ]);
});

test("parseInput() shows no more than the beginning of a long value", () => {
  const long = { "a/b": { "c~d": "x".repeat(10_000) } };
  expect(() => parseInput(schema, long, "thing")).toThrow(
    /^The thing has 1 problem:\n.{1,200}…\)$/su,
  );
});
