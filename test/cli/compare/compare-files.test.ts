import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, test } from "@jest/globals";
import type { ComparisonDocument } from "../../../src/cli/compare/comparison-document.ts";
import { generateEnvironment } from "../../../src/environments/generate-environment.ts";
import { writeAutotts } from "../../../src/environments/write-autotts.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";

const TINY = resolve("fixtures/environments/tiny.json");

/** Two small synthetic models of the same 24 questions, as files. */
async function writeEnvironments(dir: string): Promise<string[]> {
  const files = [];
  for (const model of ["0.6B", "4B"] as const) {
    await mkdir(join(dir, model));
    const file = join(dir, model, "toy.json");
    const options = { model, dataset: "toy", seed: 5, questionCount: 24, branchCount: 16 };
    await pipeline(
      Readable.from(writeAutotts(generateEnvironment(options))),
      createWriteStream(file),
    );
    files.push(file);
  }
  return files;
}

test("compare plays both controllers and prints one document, or tables that say what is not separated", async () => {
  await inScratchDir(async (dir) => {
    const files = await writeEnvironments(dir);
    const args = ["compare", "cmc", "lead-3", "--environment", ...files, "--beta", "0,0.5,1"];
    const few = ["--permutations", "5"];
    const { exitCode, stdout, stderr } = await runCommandLine([...args, ...few, "--json"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const document: ComparisonDocument = JSON.parse(stdout);
    expect(document).toMatchObject({
      permutations: [0, 5],
      answers: "exact",
      rules: { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null },
      a: { name: "cmc", hasKnobs: true },
      b: { name: "lead-3", hasKnobs: false },
    });
    expect(document.comparisons.map(({ environments }) => environments)).toEqual([
      ["0.6B/toy"],
      ["4B/toy"],
      ["0.6B/toy", "4B/toy"],
    ]);
    const printed = await runCommandLine([...args, ...few]);
    expect(printed.stdout).toContain("cmc minus lead-3, at matched tokens");
    expect(printed.stdout).toMatch(/^all 2 together .*(?:not separated|too few|\]$)/m);
    const markdown = await runCommandLine([
      ...args,
      ...few,
      "--answers",
      "normalised",
      "--probe-cost",
      "2",
      "--markdown",
    ]);
    expect(markdown.stdout).toContain("answers were compared in normalised mode");
    expect(markdown.stdout).toContain("published ones: a probe costs 2 intervals.");
    expect(markdown.stdout).toContain(
      "| environment | tokens that both cover | accuracy, points |",
    );
  });
});

test("compare refuses a controller beside itself, and takes exactly two", async () => {
  const same = await runCommandLine(["compare", "cmc", "cmc", "--environment", TINY]);
  expect(same).toMatchObject({ exitCode: 2, stdout: "" });
  expect(same.stderr).toContain("they are the same source");
  const alone = await runCommandLine(["compare", "cmc", "--environment", TINY]);
  expect(alone.stderr).toContain("missing required argument 'b'");
});
