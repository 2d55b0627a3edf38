import type { Range } from "../domain/cell.ts";
import { mersenneTwister } from "./mersenne-twister.ts";

const LENGTH_MAX = 0x10000;
const SEED_MAX = 0xffffffff;

/**
 * The order in which an episode meets a question's branches: branch `b` of the episode is branch
 * `permutation[b]` of the store. Equal to what `random.Random(seed).shuffle(list(range(length)))` leaves in
 * Python, which the published results were averaged over (seeds 0 … 99).
 */
export function permutation(seed: number, length: number): Uint16Array {
  requireSeed(seed);
  requireLength(length);
  const order = Uint16Array.from({ length }, (_, index) => index);
  const next = mersenneTwister([seed]);
  for (let i = length - 1; i > 0; i -= 1) {
    const j = drawBelow(i + 1, next);
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}

/** Permutations `from … to − 1` one after the other, shape `[to − from × length]`. */
export function permutations([from, to]: Range, length: number): Uint16Array {
  requireSeed(from);
  requireLength(length);
  if (!Number.isInteger(to) || to < from || to > SEED_MAX + 1) {
    throw new RangeError(
      `Cannot make permutations [${from}, ${to}): the end must be an integer in ${from} … 2³².`,
    );
  }
  const orders = new Uint16Array((to - from) * length);
  for (let seed = from; seed < to; seed += 1) {
    orders.set(permutation(seed, length), (seed - from) * length);
  }
  return orders;
}

/** Draws until the value fits: rejection keeps every index equally likely. */
function drawBelow(bound: number, next: () => number): number {
  const shift = Math.clz32(bound);
  let drawn = next() >>> shift;
  while (drawn >= bound) drawn = next() >>> shift;
  return drawn;
}

function requireSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) {
    throw new RangeError(`Cannot make permutation ${seed}: it must be an integer in 0 … 2³² − 1.`);
  }
}

function requireLength(length: number): void {
  if (!Number.isInteger(length) || length < 0 || length > LENGTH_MAX) {
    throw new RangeError(
      `Cannot permute ${length} branches: the number must be an integer in 0 … ${LENGTH_MAX}.`,
    );
  }
}
