import { displayWidth } from "./display-width.ts";
import type { Terminal } from "./terminal.ts";

/** Words in one line of at most `width` cells; what does not fit is left out behind an ellipsis. */
export function clipText(
  text: string,
  width: number,
  { unicode }: Pick<Terminal, "unicode">,
): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  if (displayWidth(line) <= width) return line;
  const ellipsis = unicode ? "…" : "...";
  let kept = "";
  for (const character of line) {
    if (displayWidth(kept + character + ellipsis) > width) break;
    kept += character;
  }
  return kept.trimEnd() + ellipsis;
}
