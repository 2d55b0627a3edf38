/** Characters that steer a terminal, reorder a line or do not show, and those that no database holds. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What a controller throws, fit to be stored, shown and handed on: the unseen stands there as its number, `\u{1b}`. */
export function plainText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
