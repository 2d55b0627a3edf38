import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { normaliseAnswer } from "../../src/replay/normalise-answer.ts";

/** Each line: spellings of one answer, and what they come to. */
const SAME: readonly (readonly [normalised: string, ...spellings: string[]])[] = [
  ["204", "204", " 204 ", "204.", "0204", "204.0", "+204", "$204$", String.raw`\(204\)`],
  [
    "204",
    String.raw`\boxed{204}`,
    String.raw`$$\boxed{ 204 }.$$`,
    String.raw`\text{204}`,
    "２０４",
  ],
  ["1/2", "1/2", "0.5", ".50", "2 / 4", String.raw`\frac{1}{2}`, String.raw`\frac12`],
  ["1/2", String.raw`\dfrac{1}{2}`, String.raw`\tfrac 1 2`, String.raw`\frac{-1}{-2}`, "0.5/1.0"],
  ["-3/5", "-3/5", "−3/5", String.raw`-\frac{3}{5}`, String.raw`\frac{-3}{5}`, "–0.6"],
  ["0", "0", "-0", "000", "0.00", String.raw`\frac{0}{7}`],
  [
    "1/576",
    String.raw`\frac{1}{576}`,
    String.raw`\dfrac{1}{576}`,
    "1/576",
    String.raw`$\frac1{576}$`,
  ],
  [
    "6000000",
    "6000000",
    "6,000,000",
    "6{,}000{,}000",
    String.raw`6,\!000,\!000`,
    String.raw`\$6,000,000`,
  ],
  [
    "24",
    "24 minutes.",
    "24  minutes",
    String.raw`24\text{ minutes}`,
    String.raw`24\,\mathrm{cm}^2`,
  ],
  [
    "180",
    String.raw`180^\circ`,
    String.raw`180^{\circ}`,
    "180°",
    "180 degrees",
    String.raw`180\degree`,
  ],
  ["25", String.raw`25\%`, "25%", "25 percent"],
  ["5*\\sqrt{6}", String.raw`5 \cdot \sqrt{6}`, String.raw`5\times\sqrt6`, "5 × √6", "5*√6"],
  ["2^{25}*26!", String.raw`2^{25} \cdot 26!`, String.raw`2^{25}\times 26!`, "2^25 * 26!"],
  ["(1, 2]", "(1,2]", "(1, 2]", String.raw`\left(1, 2\right]`, String.raw`\left( 1 ,\, 2 \right]`],
  ["\\{1, 2\\}", String.raw`\{1,2\}`, String.raw`\left\{ 1, 2 \right\}`],
  [
    "1-\\frac{2}{\\pi}",
    String.raw`1 - \frac{2}{\pi}`,
    String.raw`1-\dfrac 2 \pi`,
    "1 − \\frac{2}{π}",
  ],
  ["x_{1}^{2}", "x_1^2", "x_{1}^{2}", "{x}_1^2"],
  ["324\\cos\\theta", String.raw`324\cos\theta`, String.raw`324 \cos \theta`],
  ["\\sin x", String.raw`\sin x`, String.raw`\sin{ }x`.replace("{ }", " ")],
  ["3 4", "3 4", "3  4"],
  ["Area of A", "Area of  A", String.raw`\text{Area of }A`],
  ["k", "k.", "k", "$k$."],
];

test.each(SAME)("normaliseAnswer() takes all spellings of %s to it", (normalised, ...spellings) => {
  expect(spellings.map(normaliseAnswer)).toEqual(spellings.map(() => normalised));
});

test.each([
  ["texts that differ in white space between words or numerals", "3 4", "34"],
  ["letters that differ in case", "a", "A"],
  ["a power and a product", "x^2", "x2"],
  ["an open and a closed interval", "(0, 1)", "[0, 1]"],
  ["a fraction of letters and its quotient: nothing is calculated", String.raw`\frac{a}{b}`, "a/b"],
  ["an irrational number and its decimals", String.raw`\sqrt{4}`, "2"],
  ["a rounded number and the exact one", "0.333", "1/3"],
  ["a mixed number and a product", String.raw`2\frac{1}{2}`, "1"],
  ["a pair and a number in groups of three", "(1,234)", "1234"],
  ["a variable and a unit", "5 m", "5"],
  ["words that say more than a unit does", "12 AM", "12 PM"],
  ["a sum that goes on and one that does not", "1 + 27 + ...", "1 + 27"],
  [
    "what braces hold together and what they do not",
    String.raw`\overline{AB}C`,
    String.raw`\overline{A}BC`,
  ],
  ["a division by zero and a number", "1/0", "1"],
  ["yes and no", "Yes", "No"],
])("normaliseAnswer() keeps %s apart", (_, one, other) => {
  expect(normaliseAnswer(one)).toBeDefined();
  expect(normaliseAnswer(one)).not.toBe(normaliseAnswer(other));
});

/** Nothing to read, what recorders write for it, and texts that were cut out of longer ones. */
const NO_ANSWERS = [
  ..."| |?|...|-|\\_|$|{}|ERR|err|None|NaN|N/A|null|error|unknown|No answer.".split("|"),
  "1}^{27} E[X]",
  String.raw`\boxed{204`,
  String.raw`\text{None}`,
];

test.each(NO_ANSWERS)("normaliseAnswer() finds no valid answer in %j", (text) => {
  expect(normaliseAnswer(text)).toBeUndefined();
});

/** What the rules look at, in any order: far more likely to trip them than texts from nowhere. */
const FRAGMENTS = [
  String.raw`0 1 12 345 000 1,234 12,34 .5 , . ; ( ) [ ] | { } {,} ^ _ - − + / * = × √ % ° ½ $ ~ \frac \dfrac`,
  String.raw`x ab é cm minutes square ERR None ... ５ \ \\ \, \! \{ \} \( \) \$ \sqrt \text \text{ \boxed{ \mathbb`,
  String.raw`\pi \left( \right) ^\circ \cdot`,
].flatMap((line) => line.split(" "));
const fragment = fc.constantFrom(...FRAGMENTS, " ", "\n", "\\ ", "\u200B", "e\u0301");
const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

test("normaliseAnswer() takes every text to an abstention or to a text that it leaves alone", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = normaliseAnswer(text);
      if (once !== undefined) expect(normaliseAnswer(once)).toBe(once);
    }),
    { numRuns: 5_000 },
  );
});

test("normaliseAnswer() finds two rational numbers equal when their cross products are", () => {
  const integer = fc.bigInt({ min: -50n, max: 50n });
  const divisor = fc.bigInt({ min: 1n, max: 50n });
  fc.assert(
    fc.property(integer, divisor, integer, divisor, (a, b, c, d) => {
      const isEqual = normaliseAnswer(`${a}/${b}`) === normaliseAnswer(`\\frac{${c}}{${d}}`);
      expect(isEqual).toBe(a * d === b * c);
    }),
  );
});

test("normaliseAnswer() looks at each character a bounded number of times, whatever it repeats", () => {
  const hostile = [
    "{",
    "}",
    "\\frac",
    "\\sqrt[",
    "1,",
    "100,200,",
    "5 cm ",
    "^",
    "9",
    "c{m}",
    ".",
    "a ",
  ];
  for (const part of hostile) {
    // A quadratic rule would take minutes here, and the test would run out of its time.
    const text = `1${part.repeat(200_000)}`;
    expect(() => normaliseAnswer(text)).not.toThrow();
  }
});
