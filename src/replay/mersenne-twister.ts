const STATE_WORDS = 624;
const SHIFT_WORDS = 397;

/**
 * MT19937 seeded by `init_by_array(key)`: the generator behind Python's `random`, so that the same seeds
 * give the same draws there and here. Key words are unsigned 32-bit integers, at least one.
 *
 * @returns a function whose every call draws the next unsigned 32-bit integer.
 */
export function mersenneTwister(key: readonly number[]): () => number {
  const state = seededState(key);
  let position = STATE_WORDS;
  return () => {
    if (position === STATE_WORDS) {
      refill(state);
      position = 0;
    }
    let word = state[position]!;
    position += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  };
}

function seededState(key: readonly number[]): Uint32Array {
  if (key.length === 0) throw new RangeError("Cannot seed a Mersenne twister: its key is empty.");
  const state = new Uint32Array(STATE_WORDS);
  state[0] = 19_650_218;
  for (let i = 1; i < STATE_WORDS; i += 1) {
    state[i] = Math.imul(1_812_433_253, mixed(state[i - 1]!)) + i;
  }
  let i = 1;
  const advance = (): void => {
    i += 1;
    if (i === STATE_WORDS) {
      state[0] = state[STATE_WORDS - 1]!;
      i = 1;
    }
  };
  for (let step = 0; step < Math.max(STATE_WORDS, key.length); step += 1) {
    const j = step % key.length;
    state[i] = (state[i]! ^ Math.imul(mixed(state[i - 1]!), 1_664_525)) + key[j]! + j;
    advance();
  }
  for (let step = 0; step < STATE_WORDS - 1; step += 1) {
    state[i] = (state[i]! ^ Math.imul(mixed(state[i - 1]!), 1_566_083_941)) - i;
    advance();
  }
  state[0] = 0x80000000;
  return state;
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

function refill(state: Uint32Array): void {
  for (let i = 0; i < STATE_WORDS; i += 1) {
    const next = state[(i + 1) % STATE_WORDS]!;
    const joined = (state[i]! & 0x80000000) | (next & 0x7fffffff);
    const twist = (next & 1) === 1 ? 0x9908b0df : 0;
    state[i] = state[(i + SHIFT_WORDS) % STATE_WORDS]! ^ (joined >>> 1) ^ twist;
  }
}
