import { styleText } from "node:util";
import type { Terminal } from "./terminal.ts";

/** Colours that can be told apart on light and dark backgrounds, in the order series get them. */
export const SERIES_COLOURS = ["cyan", "yellow", "magenta", "green", "red", "blue"] as const;

export type Colour = (typeof SERIES_COLOURS)[number] | "bold" | "dim";

/** Colours a text where the terminal shows colours, and leaves it alone elsewhere. */
export function paint(
  text: string,
  colour: Colour,
  { colour: enabled }: Pick<Terminal, "colour">,
): string {
  // The stream was looked at already, so styleText is not to look again.
  return enabled ? styleText(colour, text, { validateStream: false }) : text;
}
