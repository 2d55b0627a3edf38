import { randomBytes } from "node:crypto";

/** Base 32 without the letters that are taken for others: i, l, o and u. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const RANDOM_CHARACTERS = 6;

/** A new id that sorts by day and can be read out, such as `20261122-7k3fq2`. */
export function recordId(now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  const random = [...randomBytes(RANDOM_CHARACTERS)].map((byte) => ALPHABET[byte % 32]).join("");
  return `${day}-${random}`;
}
