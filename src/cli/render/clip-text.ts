import { displayWidth } from "./display-width.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Words in one line of at most `width` cells; what does not fit is left out behind an ellipsis, and what is not
 * seen is escaped: most of these words nobody here wrote.
 */
export function clipText(
  text: string,
  width: number,
  { unicode }: Pick<Terminal, "unicode">,
): string {
  const line = escapeText(text.replaceAll(/\s+/gu, " ").trim());
  if (displayWidth(line) <= width) return line;
  const ellipsis = unicode ? "…" : "...";
  let kept = "";
  for (const character of line) {
    if (displayWidth(kept + character + ellipsis) > width) break;
    kept += character;
  }
  return kept.trimEnd() + ellipsis;
}
