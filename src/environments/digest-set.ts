import { hash } from "node:crypto";

const CAPACITY_AT_FIRST = 1_024;

/** Texts that were seen, of which only digests are kept. */
export interface DigestSet {
  /** Remembers a text. @returns whether it was there already. */
  add(text: string): boolean;
}

/**
 * Starts empty. It takes 16 to 32 bytes a text, outside of the heap. Digests have 63 bits: among ten million
 * texts, two are taken for one with a chance of one in 200,000.
 */
export function digestSet(): DigestSet {
  let slots = new BigUint64Array(CAPACITY_AT_FIRST);
  let count = 0;
  return {
    add(text) {
      const digest = digestOf(text);
      const slot = slotOf(digest, slots);
      if (slots[slot] === digest) return true;
      slots[slot] = digest;
      count += 1;
      if (2 * count > slots.length) slots = twiceAsLarge(slots);
      return false;
    },
  };
}

/** Where a digest is, or where it goes: the next free slot from the one that it names. */
function slotOf(digest: bigint, slots: BigUint64Array): number {
  let slot = Number(digest % BigInt(slots.length));
  while (slots[slot] !== 0n && slots[slot] !== digest) slot = (slot + 1) % slots.length;
  return slot;
}

function twiceAsLarge(slots: BigUint64Array): BigUint64Array<ArrayBuffer> {
  const larger = new BigUint64Array(2 * slots.length);
  for (const digest of slots) if (digest !== 0n) larger[slotOf(digest, larger)] = digest;
  return larger;
}

/** Never 0, which marks a free slot. */
function digestOf(text: string): bigint {
  return hash("sha256", text, "buffer").readBigUInt64LE() | (1n << 63n);
}
