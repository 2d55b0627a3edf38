import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

let project: ScratchProject;

beforeAll(async () => {
  project = await createScratchProject();
  await project.write("src/cli/main.ts", 'import { used } from "./parts.ts";\nused();\n');
  await project.write("src/cli/parts.ts", "export function used(): void {}\n");
});

afterAll(() => project.remove());

// The dependencies listed in package.json are of no interest here: the scratch project uses none.
const knip = () => project.run("knip", ["--include", "files,exports", "--reporter", "compact"]);

test("unused code: what is reached from an entry passes", () => {
  expect(knip()).toEqual({ status: 0, stdout: "" });
});

test("unused code: an export that nothing imports is refused", async () => {
  await project.write(
    "src/cli/parts.ts",
    "export function used(): void {}\nexport function forgotten(): void {}\n",
  );
  const { status, stdout } = knip();
  expect(stdout).toContain("forgotten");
  expect(status).toBe(1);
});

test("unused code: a file that nothing imports is refused", async () => {
  await project.write("src/store/forgotten-file.ts", "export const forgotten = 1;\n");
  const { status, stdout } = knip();
  expect(stdout).toContain("src/store/forgotten-file.ts");
  expect(status).toBe(1);
});

test("unused code: running doc examples is not taken for a use of every export", async () => {
  const docExamples = await readFile("test/architecture/doc-examples.test.ts", "utf8");
  await project.write("test/architecture/doc-examples.test.ts", docExamples);
  await project.write("src/cli/main.ts", 'import { word } from "../domain/word.ts";\nword();\n');
  await project.write(
    "src/domain/word.ts",
    "export function word(): void {}\nexport function wordNobodyUses(): void {}\n",
  );
  const { status, stdout } = knip();
  expect(stdout).toContain("wordNobodyUses");
  expect(status).toBe(1);
});
