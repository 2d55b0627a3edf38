import { expect, test } from "@jest/globals";
import fc from "fast-check";
import leadBeta from "../../src/controllers/lead-beta.ts";
import leadBrief from "../../src/controllers/lead-brief.ts";
import leadCut from "../../src/controllers/lead-cut.ts";
import leadWide from "../../src/controllers/lead-wide.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import { openQuestion } from "../../src/replay/contract.ts";
import type { ReplayTables } from "../../src/replay/environment.ts";
import { createKernel } from "../../src/replay/kernel.ts";
import { permutations } from "../../src/replay/permutations.ts";
import {
  type AnyController,
  emptyColumns,
  knobsAt,
  playEpisodes,
} from "../../src/replay/play-episodes.ts";
import { arbitraryTables } from "../replay/arbitrary-tables.ts";

const CONTROLLERS: readonly AnyController[] = [leadBeta, leadWide, leadBrief, leadCut];
const BETAS = [0, 0.5, 1];
const PERMUTATIONS = 2;

function play(
  controller: AnyController,
  beta: number,
  tables: ReplayTables,
  episodeBudgetIntervals: number | null = null,
) {
  const questionCount = tables.intervalTokens.length;
  const widths = [...tables.branchOffsets.keys()]
    .slice(1)
    .map((q) => tables.branchOffsets[q]! - tables.branchOffsets[q - 1]!);
  const orders = Object.fromEntries(widths.map((n) => [n, permutations([0, PERMUTATIONS], n)]));
  const kernel = createKernel(tables, orders, { ...DEFAULT_RULES, episodeBudgetIntervals });
  const columns = emptyColumns(questionCount * PERMUTATIONS);
  const { fault } = playEpisodes(
    kernel,
    openQuestion,
    () => controller,
    knobsAt(controller, beta),
    PERMUTATIONS,
    [0, columns.answerIds.length],
    columns,
  );
  return { fault, columns };
}

for (const controller of CONTROLLERS) {
  test(`${controller.name} answers every question whatever the store holds, alike each time`, () => {
    fc.assert(
      fc.property(arbitraryTables, fc.constantFrom(...BETAS), (tables, beta) => {
        const { fault, columns } = play(controller, beta, tables);
        expect(fault).toBeUndefined();
        for (const answerId of columns.answerIds) expect(answerId).toBeGreaterThanOrEqual(0);
        expect(play(controller, beta, tables).columns).toEqual(columns);
      }),
    );
  });

  test(`${controller.name} ends without a fault wherever the budget ends`, () => {
    fc.assert(
      fc.property(
        arbitraryTables,
        fc.constantFrom(...BETAS),
        fc.integer({ min: 1, max: 12 }),
        (tables, beta, budget) => {
          expect(play(controller, beta, tables, budget).fault).toBeUndefined();
        },
      ),
    );
  });
}

/** One question of four branches, with the probes and final answer of each; Δ = 100. */
function oneQuestion(branches: readonly (readonly number[])[]): ReplayTables {
  const probes = branches.map((answers) => answers.slice(0, -1));
  let end = 0;
  return {
    branchOffsets: Uint32Array.of(0, branches.length),
    probeOffsets: Uint32Array.from([0, ...probes.map((answers) => (end += answers.length))]),
    probes: Uint16Array.from(probes.flat()),
    finals: Uint16Array.from(branches, (answers) => answers.at(-1)!),
    branchTokens: Uint32Array.from(probes, (answers) => 100 * answers.length + 50),
    intervalTokens: Uint32Array.of(100),
  };
}

test("lead-wide waits for fewer batches than lead-beta where a question is disputed", () => {
  const disputed = oneQuestion(Array.from({ length: 32 }, (_, branch) => [branch % 2, branch % 2]));
  const wait = (controller: AnyController) =>
    play(controller, 1, disputed).columns.criticalPathTokens[0]!;
  expect(wait(leadWide)).toBeLessThan(wait(leadBeta));
});

test("lead-brief lets a short chain outvote two that are four times as long", () => {
  const long = [1, 1, 1, 1, 1, 1, 1, 1];
  const tables = oneQuestion([[0, 0], long, long]);
  expect([...play(leadBrief, 1, tables).columns.answerIds]).toEqual([0, 0]);
  expect([...play(leadBeta, 1, tables).columns.answerIds]).toEqual([1, 1]);
});

test("lead-cut prunes a chain that is long and disagrees, and does not pay its end", () => {
  const short = [0, 0];
  const endless = Array.from({ length: 60 }, () => 1);
  const { columns } = play(leadCut, 1, oneQuestion([short, short, short, endless]));
  expect([...columns.branchesPruned]).toEqual([1, 1]);
  expect([...columns.answerIds]).toEqual([0, 0]);
  for (const tokens of columns.tokens) expect(tokens).toBeLessThan(1_000);
});
