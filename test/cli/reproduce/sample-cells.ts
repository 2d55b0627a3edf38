import type { PlayedFigures } from "../../../src/cli/reproduce/find-cell.ts";

const QUESTIONS = 30;
const PERMUTATIONS = 2;

/**
 * A cell of two permutations of 30 questions, of which more are right the larger `skill` is, in [0, 1]; they cost
 * `kiloTokens` thousand in the mean, and dear methods are dear on other questions than cheap ones.
 */
export function sampleCell(
  environment: string,
  controller: string,
  beta: number | null,
  skill: number,
  kiloTokens: number,
): PlayedFigures {
  const episodes = Array.from({ length: QUESTIONS * PERMUTATIONS }, (_, episode) => episode);
  // Questions get harder evenly, and their permutations differ where they are neither easy nor hard.
  const correct = episodes.map((e) => {
    const ease = skill - Math.floor(e / PERMUTATIONS) / QUESTIONS;
    return ease > 0.2 || (ease > 0 && e % PERMUTATIONS === 0) ? 1 : 0;
  });
  // Eighths, of which a sum is exact, and equally many more as less.
  const stripe = kiloTokens < 500 ? 1 : 3;
  const length = (e: number) => 1 + (Math.floor(e / PERMUTATIONS / stripe) % 2 === 0 ? -1 : 1) / 8;
  const tokens = episodes.map((e) => 1000 * kiloTokens * length(e) * (e % 2 === 0 ? 0.75 : 1.25));
  return {
    controller: { name: controller },
    environment: environmentOf(environment),
    beta,
    columns: {
      correct: Uint8Array.from(correct),
      tokens: Float64Array.from(tokens),
      criticalPathTokens: Float64Array.from(tokens, (value) => value / 10),
      longestBranchTokens: Float64Array.from(tokens, (value) => value / 20),
      probes: new Uint32Array(episodes.length),
      branchesOpened: Uint16Array.from(episodes, (e) => 16 + 8 * (Math.floor(e / 10) % 2)),
      branchesPruned: new Uint16Array(episodes.length),
    },
  };
}

const environments = new Map<string, PlayedFigures["environment"]>();

/** The cells of an environment share its object. */
function environmentOf(name: string): PlayedFigures["environment"] {
  const questionSet = name.slice(name.indexOf("/") + 1);
  const created = { name, answers: "exact", questionSet, questionCount: QUESTIONS } as const;
  const environment = environments.get(name) ?? created;
  environments.set(name, environment);
  return environment;
}

/** Some cells of the smallest model on all three sets, and of the demo's environment. */
export const SAMPLE_CELLS: readonly PlayedFigures[] = [
  ...["aime24", "aime25", "hmmt25"].flatMap((dataset, k) => {
    const environment = `Qwen3-0.6B/${dataset}`;
    return [
      sampleCell(environment, "cmc", 0.5, 0.5 + 0.1 * k, 250),
      sampleCell(environment, "cmc", 1, 0.6 + 0.1 * k, k === 1 ? 240 : 480),
      sampleCell(environment, "sc@64", null, 0.55 + 0.1 * k, 900),
      sampleCell(environment, "sac", null, 0.5, 800),
    ];
  }),
  sampleCell("Qwen3-1.7B/aime25", "cmc", 0.5, 1, 300),
];
