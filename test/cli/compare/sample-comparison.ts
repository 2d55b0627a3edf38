import type { ComparedCell } from "../../../src/cli/compare/comparison-document.ts";
import { createDraw } from "../../statistics/random-episodes.ts";

const QUESTIONS = 30;
const PERMUTATIONS = 10;

/** A controller with knobs, `bold`, and one without, `plain`. */
export const BOLD = { name: "bold", sha256: "b".repeat(64), hasKnobs: true };
export const PLAIN = { name: "plain", sha256: "c".repeat(64), hasKnobs: false };

/**
 * A cell on one of two models of the same questions, of which more are right the larger `skill` is, in
 * [0, 1]; they cost `tokens` in the mean.
 */
export function sampleCell(
  environment: "small/toy" | "large/toy",
  { sha256 }: { readonly sha256: string },
  beta: number | null,
  skill: number,
  tokens: number,
): ComparedCell {
  const draw = createDraw(environment.length);
  const luck = createDraw(Math.round(tokens));
  const columns = {
    correct: new Uint8Array(QUESTIONS * PERMUTATIONS),
    tokens: new Float64Array(QUESTIONS * PERMUTATIONS),
    criticalPathTokens: new Float64Array(QUESTIONS * PERMUTATIONS),
  };
  for (let question = 0; question < QUESTIONS; question += 1) {
    const ease = 2 * skill * draw();
    for (let permutation = 0; permutation < PERMUTATIONS; permutation += 1) {
      const episode = question * PERMUTATIONS + permutation;
      const spent = tokens * (0.5 + luck());
      columns.correct[episode] = luck() < ease ? 1 : 0;
      columns.tokens[episode] = spent;
      columns.criticalPathTokens[episode] = spent / 10;
    }
  }
  return {
    controller: { sha256 },
    environment: {
      name: environment,
      questionSet: "toy",
      questionCount: QUESTIONS,
      fullCostTokens: 640_000,
    },
    beta,
    columns,
  };
}

/** bold at three βs and plain, on two environments of the same questions; on the large one bold has more to show. */
export const SAMPLE_CELLS: readonly ComparedCell[] = [
  sampleCell("small/toy", BOLD, 0, 0.2, 20_000),
  sampleCell("small/toy", BOLD, 0.5, 0.3, 60_000),
  sampleCell("small/toy", BOLD, 1, 0.35, 200_000),
  sampleCell("small/toy", PLAIN, null, 0.3, 100_000),
  sampleCell("large/toy", BOLD, 0, 0.5, 20_000),
  sampleCell("large/toy", BOLD, 0.5, 0.7, 60_000),
  sampleCell("large/toy", BOLD, 1, 0.8, 200_000),
  sampleCell("large/toy", PLAIN, null, 0.3, 100_000),
];
