import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import type { ReplayDocument } from "../../../src/cli/sweep/replay-document.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";

const TINY = resolve("fixtures/environments/tiny.json");

/** The document of cmc and sc@2 on the tiny environment under some rules. */
async function ruledSweep(...rules: string[]): Promise<ReplayDocument> {
  const args = ["replay", "cmc", "sc@2", "--environment", TINY, "--beta", "0,1"];
  return JSON.parse((await runCommandLine([...args, ...rules, "--json"])).stdout);
}

test("replay --probe-cost charges for probes, and shows how much", async () => {
  const [free, charged] = [await ruledSweep(), await ruledSweep("--probe-cost", "0.25")];
  expect(free.rules.probeCostIntervals).toBe(0);
  expect(charged.rules).toEqual({ ...free.rules, probeCostIntervals: 0.25 });
  for (const [k, controller] of charged.controllers.entries()) {
    for (const [at, cell] of controller.cells.entries()) {
      const before = free.controllers[k]!.cells[at]!;
      expect(before.probeTokens).toBe(0);
      // Every question has intervals of 500 tokens, and neither controller looks at what it has spent.
      expect(cell.probeTokens).toBeCloseTo(0.25 * 500 * cell.probes, 9);
      expect(cell.tokens).toBeCloseTo(before.tokens + cell.probeTokens, 9);
    }
  }
  expect(charged.controllers[0]!.cells[1]!.probeTokens).toBeGreaterThan(0);

  const shown = ["replay", "cmc", "--environment", TINY, "--beta", "1", "--permutations", "2"];
  const printed = (await runCommandLine([...shown, "--probe-cost", "0.25"])).stdout;
  expect(printed).toMatch(/^ +controller +β .* p95 +for probes +critical path/m);
  expect(printed).toContain("published ones: a probe costs 0.25 intervals.");
  expect((await runCommandLine(shown)).stdout).not.toMatch(/for probes|Rules other/);
});

test("replay --branches-max and --episode-budget bound what an episode opens and spends", async () => {
  const narrow = await ruledSweep("--branches-max", "1");
  const opened = narrow.controllers.flatMap(({ cells }) =>
    cells.map((cell) => cell.branchesOpened),
  );
  expect(opened).toEqual([1, 1, 1]);
  const poor = await ruledSweep("--episode-budget", "2");
  expect(poor.rules.episodeBudgetIntervals).toBe(2);
  // Two intervals of 500 tokens, or a branch that ends within them.
  for (const { cells } of poor.controllers) {
    for (const { tokensP95 } of cells) expect(tokensP95).toBeLessThanOrEqual(1_500);
  }
});

test("replay gives each cell's tokens an interval and percentiles, and says where they fall as β rises", async () => {
  const document = await ruledSweep("--beta", "0,0.1,0.2", "--permutations", "20");
  const [cmc] = document.controllers;
  for (const cell of cmc!.cells) {
    expect(cell).toMatchObject({ tokensInterval: null });
    expect(cell.tokensIntervalReason).toMatch(/^too few varying questions \(\d of 4\)$/);
    expect(cell.tokensP50).toBeLessThanOrEqual(cell.tokensP95);
    expect(cell.criticalPathTokensP50).toBeLessThanOrEqual(cell.criticalPathTokensP95);
  }
  const [, before, after] = cmc!.cells.map(({ tokens }) => tokens);
  expect(cmc!.costFalls).toMatchObject([
    { environment: "environments/tiny", from: 0.1, to: 0.2, separated: false },
  ]);
  expect(cmc!.costFalls[0]!.difference.value).toBeCloseTo(after! - before!, 9);
  expect(document.controllers[1]!.costFalls).toEqual([]);
});

function branch(answer: string, tokens: number): readonly unknown[] {
  return [[answer], tokens, answer];
}

/** A question as AutoTTS writes it, whose answer is 2. */
function question(text: string, branches: readonly (readonly unknown[])[]) {
  return {
    question: text,
    gold_answer: "2",
    probe_freq: 500,
    final_answers_trace: branches.map(([, , answer]) => answer),
    each_branch: branches,
  };
}

test("replay gives a hypervolume to questions with few and unequally many branches", () =>
  inScratchDir(async (workingDir) => {
    const questions = [
      question("1 + 1", [branch("2", 700), branch("2", 800), branch("3", 600)]),
      question("4 - 2", [branch("2", 700), branch("5", 800)]),
    ];
    writeFileSync(join(workingDir, "few.json"), JSON.stringify(questions));
    const args = ["replay", "sc@2", "--environment", "few.json", "--permutations", "100", "--json"];
    const document: ReplayDocument = JSON.parse(
      (await runCommandLine(args, { workingDir })).stdout,
    );
    const [{ cells, hypervolume }] = document.controllers as [
      ReplayDocument["controllers"][number],
    ];
    // T is the mean of all branches, 2,100 and 1,500 tokens; sc@2 is the only step below it.
    const share = Math.log(1_800 / cells[0]!.tokens) / Math.log(64);
    expect(hypervolume.value).toBeCloseTo(cells[0]!.accuracy * share, 12);
    expect(hypervolume.value).toBeGreaterThan(0);
  }));
