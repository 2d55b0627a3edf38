/** Characters that steer a terminal, reorder a line or do not show: controls, formats, half pairs, line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text that nobody here wrote, safe to show: what is not seen stands there as its number, `\u{1b}`. */
export function escapeText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
