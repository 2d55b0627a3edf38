import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

/** Code that lint must refuse: one file each, with the rule that has to name it. */
const REFUSED: readonly (readonly [file: string, source: string, rule: string])[] = [
  [
    "src/workflows/floating-promise.ts",
    "export async function f(work: () => Promise<void>): Promise<void> { work(); await work(); }",
    "typescript(no-floating-promises)",
  ],
  [
    "test/floating-promise.ts",
    "export async function f(work: () => Promise<void>): Promise<void> { work(); await work(); }",
    "typescript(no-floating-promises)",
  ],
  [
    "src/domain/clock.ts",
    "export const now = (): number => Date.now();",
    "eslint(no-restricted-globals)",
  ],
  [
    "src/replay/chance.ts",
    "export const draw = (): number => Math.random();",
    "eslint(no-restricted-properties)",
  ],
  ["src/api/environment.ts", "export const home = process.env;", "node(no-process-env)"],
  ["src/cli/other.ts", "export const home = process.env;", "node(no-process-env)"],
  ["src/store/log.ts", "export const log = (): void => console.log(1);", "eslint(no-console)"],
  ["src/store/default.ts", "export default 1;", "import(no-default-export)"],
  ["src/store/CamelCase.ts", "export const camel = 1;", "unicorn(filename-case)"],
  ["src/store/barrel.ts", 'export * from "./log.ts";', "oxc(no-barrel-file)"],
  [
    "src/store/any.ts",
    "export function f(x: any): void { void x; }",
    "typescript(no-explicit-any)",
  ],
  [
    "src/store/inline-type.ts",
    'import { type Stats } from "node:fs";\nexport type Size = Stats["size"];',
    "typescript(no-import-type-side-effects)",
  ],
  [
    "src/store/missing-case.ts",
    'export function f(x: "a" | "b"): void { switch (x) { case "a": break; } }',
    "typescript(switch-exhaustiveness-check)",
  ],
  [
    "src/store/long.ts",
    Array.from({ length: 301 }, (_, i) => `export const a${i} = 1;`).join("\n"),
    "eslint(max-lines)",
  ],
  [
    "test/focused.test.ts",
    'import { expect, test } from "@jest/globals";\ntest.only("one", () => expect(1).toBe(1));',
    "jest(no-focused-tests)",
  ],
];

/** What stands beside them and must pass. */
const ALLOWED: readonly (readonly [file: string, source: string])[] = [
  ["src/cli/config.ts", "export const home = process.env;"],
  ["src/cli/print.ts", "export const print = (): void => console.log(1);"],
  ["src/controllers/shipped.ts", "export default 1;"],
];

let project: ScratchProject;
const rulesByFile = new Map<string, string[]>();

beforeAll(async () => {
  project = await createScratchProject();
  for (const [file, source] of [...REFUSED, ...ALLOWED]) await project.write(file, `${source}\n`);
  const { stdout } = project.run("oxlint", ["--type-aware", "--format", "json", "src", "test"]);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { filename: string; code: string }[];
  };
  for (const { filename, code } of diagnostics) {
    rulesByFile.set(filename, [...(rulesByFile.get(filename) ?? []), code]);
  }
});

afterAll(() => project.remove());

for (const [file, , rule] of REFUSED) {
  test(`lint: ${file} raises ${rule}`, () => {
    expect(rulesByFile.get(file)).toContain(rule);
  });
}

for (const [file] of ALLOWED) {
  test(`lint: ${file} passes`, () => {
    expect(rulesByFile.get(file)).toBeUndefined();
  });
}
