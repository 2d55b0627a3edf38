import { expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";

test("ErrorCode has a doc comment on every member, and no member twice", async () => {
  const source = await readFile("src/domain/errors.ts", "utf8");
  const members = [...source.matchAll(/^ *\| "([A-Z_]+)"/gm)].map(([, code]) => code);
  const documented = [...source.matchAll(/\*\/\n *\| "([A-Z_]+)"/g)].map(([, code]) => code);
  expect(members.length).toBeGreaterThan(0);
  expect(documented).toEqual(members);
  expect(new Set(members).size).toBe(members.length);
});
