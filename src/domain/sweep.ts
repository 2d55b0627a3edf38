import type { Range } from "./cell.ts";

/** A controller of a sweep; without knobs it has one cell an environment instead of one a β. */
export interface SweptController {
  readonly hash: string;
  /** As the source calls itself, for people. */
  readonly name: string;
  readonly hasKnobs: boolean;
}

/**
 * A part of a sweep that one worker plays: one controller at some βs on a range of one environment's
 * questions × permutations.
 */
export interface Shard {
  readonly controllerHash: string;
  readonly environmentHash: string;
  readonly betas: readonly (number | null)[];
  readonly questions: Range;
  readonly permutations: Range;
}

/** What decides where a sweep of an environment is cut. */
export interface SizedEnvironment {
  readonly contentHash: string;
  readonly questionCount: number;
  /** Branches and probes of all questions. */
  readonly branchCount: number;
  readonly probeCount: number;
}

/** Episodes of a shard at most: about a second of a controller that works hard. */
export const SHARD_EPISODES_MAX = 16_000;
/**
 * Bytes that the tables of a shard's questions should take at most. A child and whoever feeds it hold several
 * copies; a question that takes more is a shard of its own.
 */
export const SHARD_TABLE_BYTES_MAX = 2 * 2 ** 20;
const BRANCH_BYTES = 10;
const PROBE_BYTES = 2;

/** βs that a sweep of this controller has cells at. */
export function betasOf(
  { hasKnobs }: Pick<SweptController, "hasKnobs">,
  betas: readonly number[],
): readonly (number | null)[] {
  return hasKnobs ? betas : [null];
}

/**
 * Cuts what is missing of one controller on one environment into shards: whole βs together as long as
 * they are small, else ranges of questions, and ranges of permutations only where one question alone
 * is too much. The cut depends on the sizes alone, so that a sweep that starts again finds its shards.
 *
 * @example
 * ```ts
 * const cut = (betas, questionCount) => {
 *   const sizes = { branchCount: 128 * questionCount, probeCount: 0 };
 *   const environment = { contentHash: "e", questionCount, ...sizes };
 *   return planShards({ controllerHash: "c", environment, betas, permutations: [0, 100] });
 * };
 * assert.equal(cut([0, 0.5, 1], 30).length, 1);
 * assert.deepEqual(cut([0.5], 300).map(({ questions }) => questions), [[0, 150], [150, 300]]);
 * ```
 */
export function planShards(part: {
  readonly controllerHash: string;
  readonly environment: SizedEnvironment;
  readonly betas: readonly (number | null)[];
  readonly permutations: Range;
}): Shard[] {
  const { controllerHash, environment, betas, permutations } = part;
  const { contentHash: environmentHash, questionCount } = environment;
  const permutationCount = permutations[1] - permutations[0];
  const questionsEach = Math.max(
    1,
    Math.min(
      Math.floor(SHARD_EPISODES_MAX / permutationCount),
      Math.floor(SHARD_TABLE_BYTES_MAX / bytesPerQuestion(environment)),
    ),
  );
  const permutationsEach = Math.min(permutationCount, SHARD_EPISODES_MAX);
  const episodes = Math.min(questionCount, questionsEach) * permutationsEach;
  const betasEach = Math.max(1, Math.floor(SHARD_EPISODES_MAX / episodes));
  const shards: Shard[] = [];
  for (const questions of cut([0, questionCount], questionsEach)) {
    for (const range of cut(permutations, permutationsEach)) {
      for (const [from, to] of cut([0, betas.length], betasEach)) {
        shards.push({
          controllerHash,
          environmentHash,
          betas: betas.slice(from, to),
          questions,
          permutations: range,
        });
      }
    }
  }
  return shards;
}

/** Mean size of a question in tables. */
function bytesPerQuestion({ questionCount, branchCount, probeCount }: SizedEnvironment): number {
  return (BRANCH_BYTES * branchCount + PROBE_BYTES * probeCount) / questionCount;
}

/** Cuts a range into as few pieces of at most `sizeMax` as there can be, all of about one size. */
function cut([from, to]: Range, sizeMax: number): Range[] {
  const pieces = Math.ceil((to - from) / sizeMax);
  const edge = (piece: number) => from + Math.floor((piece * (to - from)) / pieces);
  return Array.from({ length: pieces }, (_, piece) => [edge(piece), edge(piece + 1)]);
}
