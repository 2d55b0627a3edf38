import { readFileSync } from "node:fs";
import type { Range } from "../../../src/domain/cell.ts";
import type { ReplayTables } from "../../../src/replay/environment.ts";
import { tablesOf } from "../../replay/tables-of.ts";

/*
 * What attacks are played on: three questions of eight branches under four permutations. The right answer
 * stands at the end of three branches of each question, never in a probe, and costs at least
 * `cheapestRightTokens`: whoever has it for less did not pay for it.
 */

const DELTA = 500;
const BRANCHES = 8;
const GOLD_IDS = [3, 1, 2] as const;

/** Episodes are every question under each of these. */
export const PERMUTATIONS: Range = [0, 4];

/** Distinct answers of each question; ids are indices. */
export const ANSWERS: readonly (readonly string[])[] = [
  ["113", "77", "902", "204", "16"],
  ["41", "588", "12", "360", "96"],
  ["1", "25", "73", "840", "7"],
];

/** The right answer of each question. */
export const GOLDS: readonly string[] = GOLD_IDS.map((id, question) => ANSWERS[question]![id]!);

const QUESTIONS = GOLD_IDS.map((gold, question) => ({
  delta: DELTA,
  branches: Array.from({ length: BRANCHES }, (_, b) => {
    const probeCount = 2 + ((3 * b + question) % 4);
    const wrong = (offset: number) => (gold + 1 + (offset % 4)) % 5;
    return {
      probes: Array.from({ length: probeCount }, (__, p) => wrong(b + p)),
      final: (3 * b + question) % BRANCHES < 3 ? gold : wrong(b),
      tokens: DELTA * probeCount + 50 + 10 * b,
    };
  }),
}));

/** Their tables, anew for each caller: attacks may reach them. */
export function arenaTables(): ReplayTables {
  return tablesOf(QUESTIONS);
}

/** Tokens of the cheapest branch of a question that ends in the right answer. */
export function cheapestRightTokens(question: number): number {
  const right = QUESTIONS[question]!.branches.filter(({ final }) => final === GOLD_IDS[question]);
  return Math.min(...right.map(({ tokens }) => tokens));
}

/** β at which everything is played. */
export const BETA = 0.5;

/** An honest controller, played after every attack: its figures must be what they were before. */
export const REFERENCE_SOURCE = readFileSync(
  new URL("../../../src/controllers/cmc.ts", import.meta.url),
  "utf8",
);
