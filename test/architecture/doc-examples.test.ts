import { expect, test } from "@jest/globals";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** An example in a doc comment of the pure folders, which can be run as it stands. */
interface DocExample {
  readonly file: string;
  readonly code: string;
}

const FENCED = /^ *\* ```(?:ts|js)\n((?: *\*.*\n)*?) *\* ```$/gm;

const examples: DocExample[] = [];
// Read, not globbed: knip would take a glob or a relative import for a use of every export there.
for (const folder of ["src/domain", "src/replay", "src/statistics"]) {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    for (const [, body = ""] of (await readFile(file, "utf8")).matchAll(FENCED)) {
      examples.push({ file, code: body.replaceAll(/^ *\* ?/gm, "") });
    }
  }
}

/** A typed-out `async function` whose body is known at run time only. */
const AsyncFunction = (async () => undefined).constructor as new (
  ...parametersThenBody: string[]
) => (...args: unknown[]) => Promise<void>;

test("doc examples: there are some", () => {
  expect(examples).not.toEqual([]);
});

for (const { file, code } of examples) {
  const [firstLine = ""] = code.split("\n");
  test(`doc example in ${file} runs: ${firstLine.trim()}`, async () => {
    const scope = { ...(await import(pathToFileURL(resolve(file)).href)), assert };
    await new AsyncFunction(...Object.keys(scope), code)(...Object.values(scope));
  });
}
