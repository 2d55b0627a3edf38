/** A stream of pseudo-random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Next 32 random bits, as an integer in [0, 2^32). */
  readonly nextUint32: () => number;
  /** Next integer in [0, bound), every one equally likely; `bound` is at most 2^21. */
  readonly below: (bound: number) => number;
}

const TWO_TO_32 = 2 ** 32;

/**
 * xoshiro128** (Blackman and Vigna, 2018): 32-bit arithmetic only, so it is fast and exact in
 * JavaScript. A 32-bit seed is spread over the 128 bits of state by SplitMix32; seeds
 * that differ in one bit give unrelated streams.
 *
 * @example
 * ```ts
 * const random = createRandom(0);
 * assert.deepEqual([random.nextUint32(), random.nextUint32()], [3809008728, 1133695204]);
 * ```
 */
export function createRandom(seed: number): Random {
  let [a, b, c, d] = spreadSeed(seed);

  function nextUint32(): number {
    const bits = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return bits;
  }

  /** Lemire's multiplication: the high half is the number, the low half tells a biased draw. */
  function below(bound: number): number {
    const biasedBelow = TWO_TO_32 % bound;
    for (;;) {
      const product = nextUint32() * bound;
      if (product >>> 0 >= biasedBelow) return Math.floor(product / TWO_TO_32);
    }
  }

  return { nextUint32, below };
}

function spreadSeed(seed: number): [number, number, number, number] {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    const stirred = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return stirred ^ (stirred >>> 16);
  };
  return [next(), next(), next(), next()];
}

function rotateLeft(bits: number, count: number): number {
  return (bits << count) | (bits >>> (32 - count));
}
