import { canonicalNumber } from "./canonical-number.ts";
import { latexPieces } from "./latex-pieces.ts";

/** Version of `normaliseAnswer`: it changes when any text gets another result, and no older cell is used again. */
export const NORMALISATION_VERSION = 1;

/**
 * The text that all spellings of an answer share, or `undefined` for no valid answer: an abstention.
 *
 * In short (docs/answers.md has all of it):
 *
 * | step | what | example |
 * | --- | --- | --- |
 * | 1 | spelling: full-width characters, minus signs, products, `\dfrac`, `≤`, `π`, `√`, … | `−5` is `-5`, `2 \times 3` is `2 \cdot 3` |
 * | 2 | looks: `$`, `\(`, `\left`, `\boxed`, `\text`, `\mathrm`, … | `$\boxed{7}$` is `7` |
 * | 3 | white space, but between words and between numerals | `1 + 2` is `1+2`, `1 2` is not `12` |
 * | 4 | braces: arguments have them, mere groups do not | `\frac12` is `\frac{1}{2}` |
 * | 5 | commas between groups of three digits, outside of brackets | `6,000` is `6000` |
 * | 6 | at the end: `.` `,` `;` `:`, degrees, percent, names of units | `24 minutes.` is `24` |
 * | 7 | a text that is a rational number as a whole, by value | `0204.0` is `204`, `\frac{2}{4}` is `0.5` |
 * | 8 | no valid answer: no letter or digit, braces that do not pair, or ERR, error, None, null, NaN, N/A, unknown, no answer | `?` |
 *
 * Nothing is calculated and letters keep their case; where in doubt, two answers stay two. Applying it
 * twice changes nothing. It never throws, and its time grows with the length of the text.
 *
 * @example
 * ```ts
 * assert.equal(normaliseAnswer(String.raw`$\dfrac{1}{2}$`), normaliseAnswer("0.50"));
 * assert.equal(normaliseAnswer("ERR"), undefined);
 * ```
 */
export function normaliseAnswer(text: string): string | undefined {
  const pieces = latexPieces(text);
  if (pieces === undefined) return undefined;
  while (dropsEnd(pieces));
  const joined = pieces.join("");
  if (!/[\p{L}\p{N}]/u.test(joined) || NO_ANSWER.test(joined)) return undefined;
  return canonicalNumber(joined) ?? joined;
}

const NO_ANSWER = /^(?:err|error|none|null|nan|n\/a|unknown|no answer)$/i;

/** Single letters are variables: `5 m` stays what it is. */
const UNITS = new Set(
  [
    "unit units square cubic sq mm cm km inch inches foot feet ft yard yards mile miles",
    "millimeter millimeters centimeter centimeters meter meters kilometer kilometers",
    "millimetre millimetres centimetre centimetres metre metres kilometre kilometres",
    "sec second seconds min minute minutes hr hrs hour hours day days week weeks month months year years",
    "gram grams kg kilogram kilograms pound pounds dollar dollars cent cents mph",
    "degree degrees percent",
  ]
    .join(" ")
    .split(" "),
);

/** Takes one thing off the end that does not change an answer. @returns whether there was one. */
function dropsEnd(pieces: string[]): boolean {
  const [beforeLast, last] = pieces.slice(-2);
  if (last === undefined || beforeLast === undefined) return false;
  if (last === " " || last === ", " || last === ";" || last === ":") return drop(pieces, 1);
  // Three of them mean that something is left out.
  if (last === ".") return beforeLast !== "." && drop(pieces, 1);
  if (last === "%" || last === "°" || last === String.raw`\degree`) return drop(pieces, 1);
  const [mark, , power] = pieces.slice(-4);
  const hasPower = pieces.length > 4 && mark === "^" && last === "}";
  if (hasPower && power === String.raw`\circ`) return drop(pieces, 4);
  const exponent = hasPower && (power === "2" || power === "3") ? 4 : 0;
  return endsWithUnit(pieces, pieces.length - exponent) && drop(pieces, 1 + exponent);
}

/** Whether the last of `count` pieces names a unit, of a number or formula and not in a sentence. */
function endsWithUnit(pieces: readonly string[], count: number): boolean {
  if (count < 2 || !UNITS.has(pieces[count - 1]!)) return false;
  const before = pieces[count - 2] === " " ? pieces[count - 3] : pieces[count - 2];
  return before !== undefined && (UNITS.has(before) || !/^\p{L}/u.test(before));
}

function drop(pieces: string[], count: number): true {
  pieces.length -= count;
  return true;
}
