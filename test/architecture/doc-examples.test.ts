import { expect, test } from "@jest/globals";
import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";

/** An example in a doc comment of the pure folders, which can be run as it stands. */
interface DocExample {
  readonly file: string;
  readonly code: string;
}

const FENCED = /^ *\* ```(?:ts|js)\n((?: *\*.*\n)*?) *\* ```$/gm;

const examples: DocExample[] = [];
for await (const file of glob("src/{domain,replay,statistics}/**/*.ts")) {
  for (const [, body = ""] of (await readFile(file, "utf8")).matchAll(FENCED)) {
    examples.push({ file, code: body.replaceAll(/^ *\* ?/gm, "") });
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
    const scope: Record<string, unknown> = { ...(await import(`../../${file}`)), assert };
    await new AsyncFunction(...Object.keys(scope), code)(...Object.values(scope));
  });
}
