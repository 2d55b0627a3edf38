/** Longer numerals compare as texts: exact arithmetic on them costs more than its length. */
const CHARACTERS_MAX = 200;

const DECIMAL = String.raw`(\d+(?:\.\d*)?|\.\d+)`;
const SIGN = String.raw`([+-]?)`;
const NUMBER = new RegExp(
  String.raw`^${SIGN}(?:${DECIMAL}(?:/${DECIMAL})?|\\frac\{${SIGN}${DECIMAL}\}\{${SIGN}${DECIMAL}\})$`,
);

/**
 * The one way to write a rational number: an integer, or a reduced fraction `n/d` with `d > 1`. Exact, in
 * integers of any size.
 *
 * @param text a decimal, a quotient of two, or `\frac{…}{…}` of two, with signs and without white space.
 * @returns `undefined` for anything else, a division by zero included.
 *
 * @example
 * ```ts
 * assert.equal(canonicalNumber("-007.50"), "-15/2");
 * assert.equal(canonicalNumber("x"), undefined);
 * ```
 */
export function canonicalNumber(text: string): string | undefined {
  if (text.length > CHARACTERS_MAX) return undefined;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [, sign, plain, plainBelow = "1", signAbove, above, signBelow, below] = match;
  const [top, topScale] = scaled(plain ?? above!);
  const [bottom, bottomScale] = scaled(plain === undefined ? below! : plainBelow);
  if (bottom === 0n) return undefined;
  const isNegative = [sign, signAbove, signBelow].filter((one) => one === "-").length % 2 === 1;
  return fractionText(top * bottomScale * (isNegative ? -1n : 1n), bottom * topScale);
}

/** A decimal as an integer and the power of ten that it is to be divided by. */
function scaled(decimal: string): [value: bigint, scale: bigint] {
  const [whole = "", fraction = ""] = decimal.split(".");
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}

function fractionText(top: bigint, bottom: bigint): string {
  let divisor = bottom;
  for (let rest = top < 0n ? -top : top; rest > 0n;) [divisor, rest] = [rest, divisor % rest];
  const numerator = top / divisor;
  const denominator = bottom / divisor;
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}
