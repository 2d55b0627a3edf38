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
/** The same for all, so that a controller to which ids are shown would know the right one. */
const GOLD_ID = 3;

/** Episodes are every question under each of these. */
export const PERMUTATIONS: Range = [0, 4];

/** Distinct answers of each question; ids are indices. */
export const ANSWERS: readonly (readonly string[])[] = [
  ["113", "77", "902", "204", "16"],
  ["41", "12", "360", "588", "96"],
  ["19", "25", "840", "73", "7"],
];

/** The right answer of each question. */
export const GOLDS: readonly string[] = ANSWERS.map((answers) => answers[GOLD_ID]!);

const QUESTIONS = ANSWERS.map((_, question) => ({
  delta: DELTA,
  branches: Array.from({ length: BRANCHES }, (__, b) => {
    const probeCount = 2 + ((3 * b + question) % 4);
    const wrong = (offset: number) => (GOLD_ID + 1 + (offset % 4)) % 5;
    return {
      probes: Array.from({ length: probeCount }, (___, p) => wrong(b + p)),
      final: (3 * b + question) % BRANCHES < 3 ? GOLD_ID : wrong(b),
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
  const right = QUESTIONS[question]!.branches.filter(({ final }) => final === GOLD_ID);
  return Math.min(...right.map(({ tokens }) => tokens));
}

/** β at which everything is played. */
export const BETA = 0.5;

/** An honest controller, played after every attack: its figures must be what they were before. */
export const REFERENCE_SOURCE = readFileSync(
  new URL("../../../src/controllers/cmc.ts", import.meta.url),
  "utf8",
);
