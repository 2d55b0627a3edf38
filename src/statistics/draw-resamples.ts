import { createRandom, type Random } from "./random.ts";

/** Resamples of the permutations that one question chooses from; see `drawResamples`. */
export const PERMUTATION_RESAMPLES = 128;

/** What the draws depend on, and nothing else: equal ones give equal draws. */
export interface ResampleSize {
  readonly questionCount: number;
  readonly permutationCount: number;
  readonly replicateCount: number;
  readonly seed: number;
}

/** All random choices of a two-level bootstrap, made before any value is looked at. Read only: shared. */
export interface Resamples {
  /**
   * Permutations of each permutation resample, shape `[PERMUTATION_RESAMPLES × permutationCount]`.
   * Every permutation occurs `PERMUTATION_RESAMPLES` times in all.
   */
  readonly permutations: Uint32Array;
  /**
   * The questions of each replicate and the resample of the permutations each of them gets, as
   * `question × PERMUTATION_RESAMPLES + resample`; shape `[replicateCount × questionCount]`.
   */
  readonly picks: Uint32Array;
}

/**
 * Draws a two-level bootstrap: each replicate takes questions with replacement, and each taken
 * question takes permutations with replacement, on its own (permutations are nested in questions).
 *
 * The second level is drawn from a pool of 128 resamples, not anew for each of some 60,000 taken
 * questions: the mean of a figure over each resample is then computed once a question, and a
 * replicate only adds up means, which is about twenty times cheaper. The pool is balanced (Davison,
 * Hinkley and Schechtman, 1986): in all of it every permutation occurs equally often, so its
 * mean is the recorded mean, without Monte-Carlo error. A taken question still gets a resample that
 * is distributed as one drawn for it alone.
 *
 * The draws of the last few sizes are remembered: the cells of a sweep all ask for the same ones, and drawing
 * takes longer than what is done with them.
 */
export function drawResamples(size: ResampleSize): Resamples {
  const key = `${size.seed}/${size.questionCount}/${size.permutationCount}/${size.replicateCount}`;
  const resamples = recent.get(key) ?? draw(size);
  recent.delete(key);
  recent.set(key, resamples);
  const [oldest] = recent.keys();
  if (recent.size > RECENT_MAX && oldest !== undefined) recent.delete(oldest);
  return resamples;
}

/** In the order of their last use. */
const recent = new Map<string, Resamples>();

/** Enough for a pool of several question sets, each with draws of its own. */
const RECENT_MAX = 8;

function draw({ seed, ...size }: ResampleSize): Resamples {
  const random = createRandom(seed);
  const permutations = new Uint32Array(PERMUTATION_RESAMPLES * size.permutationCount);
  for (let i = 0; i < permutations.length; i += 1) permutations[i] = i % size.permutationCount;
  shuffle(permutations, random);

  const picks = new Uint32Array(size.replicateCount * size.questionCount);
  const pickCount = size.questionCount * PERMUTATION_RESAMPLES;
  for (let i = 0; i < picks.length; i += 1) picks[i] = random.below(pickCount);
  return { permutations, picks };
}

/** Fisher and Yates. */
function shuffle(values: Uint32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = kept;
  }
}
