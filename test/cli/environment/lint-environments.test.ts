import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { inScratchDir, runCommandLine } from "../command-line.ts";

const TINY = resolve("fixtures/environments/tiny.json");

test("environment lint says what a file holds, and every oddity", async () => {
  const { exitCode, stdout, stderr } = await runCommandLine(["environment", "lint", TINY]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toBe(
    [
      `environments/tiny  (${TINY})`,
      "  4 questions × 8 branches, 64 probes, one every 500 tokens",
      "  17.2% of the probes are ERR",
      "  branches that ended before their first probe: 1",
      "  branches shorter than their probes say: 1",
      "  branches whose answer is not their last probe: 3",
      "  questions that no branch answers rightly: number 3",
      "",
      "Questions whose verdict flips between exact and normalised answers",
      "environment        question  gold  exact (votes)   normalised (votes)  why",
      "─────────────────  ────────  ────  ──────────────  ──────────────────  ────────────────────────────",
      'environments/tiny         1  204   ERR (3): wrong  204 (2): right      "ERR" (3) is no valid answer',
      "The verdict is the majority of all recorded branches; questions count from 0.",
      "",
      "",
    ].join("\n"),
  );
});

test("environment lint reads every file, names those that break a rule, and exits with 2", () =>
  inScratchDir(async (dir) => {
    const cut = join(dir, "cut.json");
    writeFileSync(cut, readFileSync(TINY, "utf8").slice(0, 900));
    const shown = await runCommandLine(["environment", "lint", cut, TINY]);
    expect(shown.exitCode).toBe(2);
    expect(shown.stderr).toContain(`Cannot import ${cut}`);
    expect(shown.stdout).toContain("environments/tiny");

    const json = await runCommandLine(["environment", "lint", cut, TINY, "--json"]);
    expect({ exitCode: json.exitCode, stderr: json.stderr }).toEqual({ exitCode: 2, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({
      files: [
        { file: cut, ok: false, code: "INVALID_ENVIRONMENT" },
        {
          file: TINY,
          ok: true,
          name: "environments/tiny",
          report: { questionCount: 4 },
          flips: [{ question: 1, reasons: ['"ERR" (3) is no valid answer'] }],
        },
      ],
    });
  }));

const SAMPLES = "question,gold_answer,answer,tokens\nOf samples?,1,1,10\nOf samples?,1,2,20\n";

test("environment lint says of samples that they can be read alone", () =>
  inScratchDir(async (dir) => {
    writeFileSync(join(dir, "samples.csv"), SAMPLES);
    const { exitCode, stdout } = await runCommandLine(["environment", "lint", "samples.csv"], {
      workingDir: dir,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "  1 questions × 2 branches, final answers only: for controllers that read, and none that probe\n",
    );
    expect(stdout).not.toContain("verdict");
  }));

test("environment lint names questions that are held out, and exits with 2", () =>
  inScratchDir(async (dir) => {
    writeFileSync(join(dir, "samples.csv"), `${SAMPLES}New?,1,1,10\n`);
    writeFileSync(join(dir, "judge.csv"), SAMPLES.replaceAll("Of samples", "Of  samples"));
    const args = ["environment", "lint", "samples.csv", "--held-out", "judge.csv", TINY];
    const shown = await runCommandLine(args, { workingDir: dir });
    expect(shown.exitCode).toBe(2);
    expect(shown.stdout).toContain(
      "questions that judge.csv holds out, so that an import refuses them: number 0\n",
    );
    const json = await runCommandLine([...args, "--json"], { workingDir: dir });
    expect(JSON.parse(json.stdout)).toMatchObject({
      files: [
        { file: "samples.csv", alsoHeldOut: [{ file: "judge.csv", questions: [0] }] },
        { file: "judge.csv", alsoHeldOut: [] },
        { file: TINY, alsoHeldOut: [] },
      ],
    });
  }));
