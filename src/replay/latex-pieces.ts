/**
 * An answer's text as pieces that stand for what it shows: equal formulas that are spelled differently in
 * LaTeX or plain text have equal pieces. Joining the pieces gives a text with the same pieces again.
 *
 * What is rewritten is listed in `normaliseAnswer`. One pass and no recursion, so time grows with the
 * length of the text, whatever it holds.
 *
 * @returns `undefined` where braces do not pair: such a text was cut out of a longer one.
 */
export function latexPieces(text: string): string[] | undefined {
  const writer = new PieceWriter();
  for (const [token] of narrowed(text).matchAll(TOKENS)) {
    if (!writer.write(token)) return undefined;
  }
  return writer.finish();
}

/**
 * In this order: a command, an escaped character, numerals with the commas between them, a word, white
 * space, anything else.
 */
const TOKENS = /\\[A-Za-z]+|\\[^]|\d+(?:(?:,(?:\\!)?|\{,\})\d+)*|\p{L}+|\s+|[^]/gu;

/** A list of single commands or characters as people write it. */
const words = (text: string): readonly string[] => text.split(" ");

/** They change how something looks, or where formulas begin and end; what they hold stays. */
const DROPPED = new Set([
  ...words(String.raw`\left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \displaystyle`),
  ...words(String.raw`\textstyle \limits \! \( \) \[ \] \$ $ \boxed \fbox \text \textbf \textit`),
  ...words(String.raw`\textrm \mathrm \mathbf \mathit \mathsf \mbox \operatorname`),
  "\u200B",
  "\u200C",
  "\u200D",
  "\u2060",
]);

const BLANKS = new Set([...words(String.raw`\, \; \: \> \quad \qquad \thinspace ~`), "\\ "]);

const SPELLINGS = new Map<string, string>([
  ...words(String.raw`\dfrac \tfrac \cfrac`).map((from) => [from, String.raw`\frac`] as const),
  ...words(String.raw`\cdot \times × · ⋅ ∙ ∗`).map((from) => [from, "*"] as const),
  ...words("− – ‐ ‑ ﹣").map((from) => [from, "-"] as const),
  ...words(String.raw`\vert \lvert \rvert`).map((from) => [from, "|"] as const),
  [String.raw`\lbrace`, String.raw`\{`],
  [String.raw`\rbrace`, String.raw`\}`],
  [String.raw`\le`, String.raw`\leq`],
  ["≤", String.raw`\leq`],
  [String.raw`\ge`, String.raw`\geq`],
  ["≥", String.raw`\geq`],
  [String.raw`\ne`, String.raw`\neq`],
  ["≠", String.raw`\neq`],
  [String.raw`\varnothing`, String.raw`\emptyset`],
  ["∅", String.raw`\emptyset`],
  ["π", String.raw`\pi`],
  ["∞", String.raw`\infty`],
  [String.raw`\%`, "%"],
]);

/** Numbers of arguments of what takes them with or without braces. */
const ARITIES = new Map([
  [String.raw`\frac`, 2],
  [String.raw`\sqrt`, 1],
  ["^", 1],
  ["_", 1],
]);

const COMMAND = /^\\[A-Za-z]/;
const DIGITS = /^\d/;
const WORD = /^\p{L}/u;
const LETTER = /^\p{L}$/u;
const NUMBER = /^\p{N}/u;
const GROUPED_DIGITS = /^[1-9]\d{0,2}(?:,\d{3})+$/;

/** Full-width characters as the ASCII ones they show. */
function narrowed(text: string): string {
  return text.replaceAll(/[\uFF01-\uFF5E]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}

/** A pair of braces that is open: its braces are written or dropped. */
interface OpenGroup {
  readonly written: boolean;
  /** Arguments that are still to come after it. */
  readonly argumentsAfter: number;
}

class PieceWriter {
  readonly #pieces: string[] = [];
  readonly #groups: OpenGroup[] = [];
  /** The last piece. Texts that grow are not looked at again, which would cost their length every time. */
  #last: PieceKind = "other";
  /** Arguments that the last command waits for. */
  #argumentsDue = 0;
  /** Whether an argument without braces is a whole numeral (2^18) or, as TeX has it, one digit. */
  #takesNumerals = false;
  #brackets = 0;
  #blank = false;
  /** The next group belongs to a command that was dropped. */
  #dropsGroup = false;
  /** The last piece ends something that a following group is an argument of. */
  #keepsGroup = false;

  /** @returns false for a closing brace that nothing opened. */
  write(token: string): boolean {
    if (DROPPED.has(token)) {
      this.#dropsGroup ||= COMMAND.test(token);
      return true;
    }
    if (BLANKS.has(token) || /^\s/.test(token)) {
      this.#blank = true;
      return true;
    }
    if (token === "{") this.#open();
    else if (token === "}") return this.#close();
    else if (DIGITS.test(token)) this.#numerals(token.replaceAll(/[^\d,]/g, ""));
    else if (token === "√") this.#command(String.raw`\sqrt`, true);
    else this.#other(SPELLINGS.get(token) ?? token);
    this.#dropsGroup = false;
    return true;
  }

  finish(): string[] | undefined {
    return this.#groups.length === 0 ? this.#pieces : undefined;
  }

  #open(): void {
    const isArgument = this.#argumentsDue > 0;
    const written = isArgument || (this.#keepsGroup && !this.#dropsGroup);
    const argumentsAfter = isArgument ? this.#argumentsDue - 1 : 0;
    this.#groups.push({ written, argumentsAfter });
    if (!written) return;
    this.#put("{");
  }

  #close(): boolean {
    const group = this.#groups.pop();
    this.#dropsGroup = false;
    if (group?.written === true) {
      this.#put("}");
      this.#argumentsDue = group.argumentsAfter;
      this.#keepsGroup = true;
    }
    return group !== undefined;
  }

  /** Numerals and the commas between them: one number in groups of three, or a list. */
  #numerals(token: string): void {
    const isFraction = this.#pieces.at(-1) === ".";
    if (this.#brackets === 0 && !isFraction && GROUPED_DIGITS.test(token)) {
      this.#digits(token.replaceAll(",", ""));
      return;
    }
    for (const [place, digits] of token.split(",").entries()) {
      if (place > 0) this.#other(",");
      this.#digits(digits);
    }
  }

  #digits(digits: string): void {
    const due = this.#argumentsDue;
    if (due > 0 && (digits.length === 1 || (due === 1 && this.#takesNumerals))) {
      this.#argument(digits);
    } else if (due === 2 && digits.length === 2) {
      for (const digit of digits) this.#argument(digit);
    } else this.#put(digits);
  }

  #other(piece: string): void {
    if (ARITIES.has(piece)) this.#command(piece, piece === "^" || piece === "_");
    else if (this.#argumentsDue > 0 && (COMMAND.test(piece) || LETTER.test(piece))) {
      this.#argument(piece);
    } else if (COMMAND.test(piece)) {
      this.#put(piece);
      this.#keepsGroup = true;
    } else if (piece === ",") {
      this.#put(", ");
    } else {
      this.#put(piece);
      this.#keepsGroup = piece === "]";
      if (["(", "[", String.raw`\{`].includes(piece)) this.#brackets++;
      if ([")", "]", String.raw`\}`].includes(piece) && this.#brackets > 0) this.#brackets--;
    }
  }

  #command(piece: string, takesNumerals: boolean): void {
    this.#put(piece);
    this.#argumentsDue = ARITIES.get(piece)!;
    this.#takesNumerals = takesNumerals;
  }

  #argument(piece: string): void {
    const argumentsAfter = this.#argumentsDue - 1;
    for (const part of ["{", piece, "}"]) this.#put(part);
    this.#argumentsDue = argumentsAfter;
    this.#keepsGroup = true;
  }

  /** Writes a piece; what was due before it is not any more. */
  #put(piece: string): void {
    const kind = kindOf(piece);
    if (this.#needsBlank(kind)) this.#pieces.push(" ", piece);
    else if (this.#last === "word" && kind === "word") {
      // A word in several parts is one word: units are found by whole words.
      this.#pieces[this.#pieces.length - 1] += piece;
    } else this.#pieces.push(piece);
    this.#last = kind;
    this.#argumentsDue = 0;
    this.#keepsGroup = false;
    this.#blank = false;
  }

  /** Whether a blank stands before a piece: where white space did and means something, or TeX needs it. */
  #needsBlank(next: PieceKind): boolean {
    if (this.#last === "command") return next === "word";
    const isBetween = this.#blank && this.#last !== "other" && READABLE.has(next);
    return isBetween && !(this.#last === "digits" && next === "word");
  }
}

/** What a piece is to the blanks around it; a fraction such as ½ is a `number` and no `digits`. */
type PieceKind = "command" | "digits" | "word" | "number" | "other";

const READABLE: ReadonlySet<PieceKind> = new Set(["digits", "word", "number"]);

function kindOf(piece: string): PieceKind {
  if (COMMAND.test(piece)) return "command";
  if (DIGITS.test(piece)) return "digits";
  if (WORD.test(piece)) return "word";
  return NUMBER.test(piece) ? "number" : "other";
}
