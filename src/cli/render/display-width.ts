import { stripVTControlCharacters } from "node:util";

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Emoji, and the scripts whose letters take two cells (Unicode Standard Annex 11, wide). */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])/u;

/** Character cells that a text takes in a terminal; colour codes take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(stripVTControlCharacters(text))) {
    width += WIDE.test(segment) ? 2 : 1;
  }
  return width;
}
