import { type Colour, paint } from "./paint.ts";
import type { Terminal } from "./terminal.ts";

/** A grid of character cells, each of 2 × 4 dots, that lines and marks are drawn on; y grows downwards. */
export interface DotCanvas {
  /** Draws from dot to dot. */
  readonly line: (from: Dot, to: Dot, colour: Colour) => void;
  /** Puts a character on the cell of a dot, over whatever is there. */
  readonly mark: (at: Dot, character: string, colour: Colour) => void;
  /** One text a row of cells. */
  readonly rows: () => string[];
}

export interface Dot {
  readonly x: number;
  readonly y: number;
}

export const DOTS_ACROSS = 2;
export const DOTS_DOWN = 4;

/** Braille patterns start here; the eight low bits say which dots are raised. */
const BRAILLE = 0x2800;
const DOT_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

interface Cell {
  dots: number;
  character: string | null;
  colour: Colour;
}

/** An empty canvas of `columns` × `rows` cells. Drawing outside of it has no effect. */
export function createDotCanvas(
  size: { readonly columns: number; readonly rows: number },
  terminal: Pick<Terminal, "colour" | "unicode">,
): DotCanvas {
  const cells = Array.from({ length: size.rows }, () =>
    Array.from({ length: size.columns }, (): Cell => ({ dots: 0, character: null, colour: "dim" })),
  );
  const cellOf = ({ x, y }: Dot): Cell | undefined =>
    cells[Math.floor(y / DOTS_DOWN)]?.[Math.floor(x / DOTS_ACROSS)];

  function line(from: Dot, to: Dot, colour: Colour): void {
    const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
    for (let step = 0; step <= steps; step += 1) {
      const x = Math.round(from.x + ((to.x - from.x) * step) / steps);
      const y = Math.round(from.y + ((to.y - from.y) * step) / steps);
      const cell = cellOf({ x, y });
      if (cell === undefined) continue;
      cell.dots |= DOT_BITS[y % DOTS_DOWN]?.[x % DOTS_ACROSS] ?? 0;
      cell.colour = colour;
    }
  }

  function mark(at: Dot, character: string, colour: Colour): void {
    const cell = cellOf(at);
    if (cell !== undefined) Object.assign(cell, { character, colour });
  }

  function show({ dots, character, colour }: Cell): string {
    if (character !== null) return paint(character, colour, terminal);
    if (dots === 0) return " ";
    return paint(terminal.unicode ? String.fromCodePoint(BRAILLE + dots) : ".", colour, terminal);
  }

  return { line, mark, rows: () => cells.map((row) => row.map(show).join("").trimEnd()) };
}
