import { expect, test } from "@jest/globals";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseEnvironments } from "../../../src/cli/quickstart/choose-environments.ts";
import { inScratchDir } from "../command-line.ts";

const PATTERNS = { search: "**/aime24.json", heldOut: "**/aime25.json" };

/** A folder with the tiny environment at these places. */
async function withData(files: readonly string[], work: (dir: string) => Promise<void>) {
  await inScratchDir(async (dir) => {
    for (const file of files) {
      await mkdir(join(dir, file, ".."), { recursive: true });
      await copyFile("fixtures/environments/tiny.json", join(dir, file));
    }
    await work(dir);
  });
}

test("chooseEnvironments() sorts a folder's files by its patterns and names those it leaves", async () => {
  const files = ["b/aime24.json", "a/aime24.json", "a/aime25.json", "a/other.json"];
  await withData(files, async (dir) => {
    await writeFile(join(dir, "README.md"), "not an environment");
    const { search, heldOut, left } = await chooseEnvironments({ data: ".", ...PATTERNS }, dir);
    const names = (sources: typeof search) => sources.map(({ name }) => name);
    expect(names(search)).toEqual(["a/aime24", "b/aime24"]);
    expect(names(heldOut)).toEqual(["a/aime25"]);
    expect(left).toEqual(["a/other.json"]);
  });
});

test("chooseEnvironments() without a folder makes the bundled environments of both splits", async () => {
  const { search, heldOut, left } = await chooseEnvironments(PATTERNS, ".");
  expect([search.length, heldOut.length, left]).toEqual([4, 4, []]);
  for (const { report } of [...search, ...heldOut]) expect(report.synthetic).toBe(true);
});

test("chooseEnvironments() says what is there when nothing matches, and what matches twice", async () => {
  await withData(["a/mine.json"], async (dir) => {
    await expect(chooseEnvironments({ data: dir, ...PATTERNS }, dir)).rejects.toThrow(
      /no file matches \*\*\/aime24[.]json; it has a\/mine[.]json/,
    );
    const both = { data: dir, search: "**/*.json", heldOut: "a/*" };
    await expect(chooseEnvironments(both, dir)).rejects.toThrow(
      /both search and judge on a\/mine[.]json/,
    );
  });
});

test("chooseEnvironments() refuses a folder that holds a broken file", async () => {
  await withData(["a/aime24.json"], async (dir) => {
    await writeFile(join(dir, "a/aime25.json"), "[");
    await expect(chooseEnvironments({ data: dir, ...PATTERNS }, dir)).rejects.toMatchObject({
      code: "INVALID_ENVIRONMENT",
    });
  });
});
