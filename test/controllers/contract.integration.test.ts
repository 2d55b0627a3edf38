import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { shippedController } from "../../src/activities/shipped-controllers.ts";
import { diagnosticText } from "../../src/domain/diagnostic.ts";
import { DEFAULT_RULES, type EpisodeRules } from "../../src/domain/episode-rules.ts";
import { generateEnvironment } from "../../src/environments/generate-environment.ts";
import { INVALID_ANSWER_ID, type ReplayTables } from "../../src/replay/environment.ts";
import type { UnjudgedColumns } from "../../src/replay/episode-columns.ts";
import { inspectController } from "../../src/sandbox/inspect-controller.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { tablesOf } from "../replay/tables-of.ts";

/*
 * What every controller that ships promises, whatever it does: it passes the gate that candidates
 * pass, and it answers, legally and alike each time, on worlds that its author did not think of.
 */

/** The files whose names of controllers hold a number, and the numbers tried. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  sc: ["sc@1", "sc@16", "sc@64"],
  lead: ["lead-1", "lead-3"],
  asc: ["asc", "asc@16"],
  esc: ["esc", "esc@5"],
  "parallel-probe": ["parallel-probe", "parallel-probe@16"],
  "answer-consistency": ["answer-consistency", "answer-consistency@3"],
  sac: ["sac", "sac@16"],
  "st-bon": ["st-bon", "st-bon@16"],
};
const NAMES = readdirSync("src/controllers").flatMap((file) => {
  const name = basename(file, ".ts");
  return FAMILIES[name] ?? [name];
});
const BETAS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** By how much mean tokens may fall between neighbouring βs, before a knob is called a lie. */
const FALL_MAX = 0.03;

const synthetic = generateEnvironment({
  model: "1.7B",
  dataset: "contract",
  seed: 5,
  questionCount: 16,
  branchCount: 80,
}).environment.tables;

const branch = (probeCount: number, answer: number) => ({
  probes: Array.from({ length: probeCount }, (_, p) => (p + answer) % 3),
  final: answer,
  tokens: 500 * probeCount + 200,
});
const world = (branches: readonly ReturnType<typeof branch>[]) =>
  tablesOf([{ branches, delta: 500 }]);

/** No branch of it is longer than its intervals: a budget bounds tokens, too. */
const VARIED = world(Array.from({ length: 70 }, (_, b) => branch((b * 7) % 9, b % 4)));

/** Worlds at the edges of what an environment may be. */
const EDGES: readonly (readonly [title: string, ReplayTables, Partial<EpisodeRules>])[] = [
  ["one branch", world([branch(3, 0)]), {}],
  ["one branch without a probe", world([branch(0, 0)]), {}],
  ["branches without probes", world(Array.from({ length: 9 }, (_, b) => branch(0, b % 2))), {}],
  ["equal answers", world(Array.from({ length: 70 }, (_, b) => branch(b % 5, 1))), {}],
  ["no two equal answers", world(Array.from({ length: 70 }, (_, b) => branch(b % 5, b))), {}],
  [
    "no valid answer",
    world(
      Array.from({ length: 9 }, () => ({
        ...branch(2, 0),
        probes: [INVALID_ANSWER_ID, INVALID_ANSWER_ID],
        final: INVALID_ANSWER_ID,
      })),
    ),
    {},
  ],
  ["a width of two", synthetic, { branchesMax: 2 }],
  ["probes that cost", synthetic, { probeCostIntervals: 0.5 }],
  [
    "probes that cost, and a budget",
    VARIED,
    { probeCostIntervals: 0.25, episodeBudgetIntervals: 7 },
  ],
  ...[1, 2, 3, 4, 5, 40].map(
    (budget) => [`a budget of ${budget}`, VARIED, { episodeBudgetIntervals: budget }] as const,
  ),
];

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({ children: 2, deadlineMs: 30_000, residentBytesMax: 2 ** 30 });
});

afterAll(() => sandbox.close());

describe.each(NAMES)("%s", (name) => {
  let code = "";
  let betas: readonly (number | null)[] = [];

  beforeAll(async () => {
    const inspected = await inspectController(sandbox, shippedController(name));
    if (!inspected.ok) throw new Error(inspected.diagnostics.map(diagnosticText).join("\n"));
    expect(inspected.facts.name).toBe(name);
    ({ code } = inspected);
    betas = inspected.facts.betas.length === 0 ? [null] : BETAS;
  });

  async function play(
    tables: ReplayTables,
    rules: Partial<EpisodeRules> = {},
    permutationCount = 12,
  ): Promise<UnjudgedColumns[]> {
    const results = await sandbox.play({
      codes: [code],
      entries: betas.map((beta) => ({ controller: 0, beta })),
      tables,
      firstQuestion: 0,
      permutations: [0, permutationCount],
      rules: { ...DEFAULT_RULES, ...rules },
    });
    return results.map((result) => {
      if (result.kind !== "played") throw new Error(`${name}: ${result.kind}, ${result.reason}`);
      return result.columns;
    });
  }

  test("answers on every edge of what a world may be, within its rules", async () => {
    for (const [title, tables, rules] of EDGES) {
      const { branchesMax, episodeBudgetIntervals } = {
        ...DEFAULT_RULES,
        ...rules,
      };
      for (const columns of await play(tables, rules, 3)) {
        const widest = Math.max(...columns.branchesOpened);
        expect([title, widest]).toEqual([title, Math.min(widest, branchesMax)]);
        // An interval costs Δ at most, and so do the probes that one pays for.
        const tokensMax = 500 * (episodeBudgetIntervals ?? Infinity);
        const dearest = Math.max(...columns.tokens);
        expect([title, dearest]).toEqual([title, Math.min(dearest, tokensMax)]);
      }
    }
  });

  test("answers wherever an answer was revealed", async () => {
    for (const columns of await play(synthetic)) expect([...columns.answerIds]).not.toContain(-1);
    const [invalid] = await play(EDGES[5]![1]);
    expect(new Set(invalid!.answerIds)).toEqual(new Set([-1]));
  });

  test("does the same each time", async () => {
    expect(await play(synthetic)).toEqual(await play(synthetic));
  });

  test("spends more, or hardly less, as β rises", async () => {
    const tokens = (await play(synthetic, {}, 40)).map(mean);
    for (const [k, more] of tokens.entries()) {
      const less = tokens[k - 1] ?? 0;
      expect([BETAS[k], Math.max(0, 1 - more / (less || more)) <= FALL_MAX]).toEqual([
        BETAS[k],
        true,
      ]);
    }
    if (tokens.length > 1) expect(tokens.at(-1)! > 1.5 * tokens[0]!).toBe(true);
  });
});

function mean({ tokens }: UnjudgedColumns): number {
  return tokens.reduce((sum, value) => sum + value, 0) / tokens.length;
}
