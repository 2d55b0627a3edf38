import { displayWidth } from "./display-width.ts";
import { paint } from "./paint.ts";
import type { Terminal } from "./terminal.ts";

export interface TableColumn {
  readonly title: string;
  /** Numbers go right, so that their digits stand under each other. Default left. */
  readonly align?: "left" | "right";
}

/**
 * Lays out a table: titles, a rule, one line a row, columns two cells apart. Cells may be coloured. A
 * table is never wrapped or cut: figures that are not all there mislead.
 *
 * @throws RangeError when a row has not one cell a column.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  terminal: Pick<Terminal, "colour" | "unicode">,
): string {
  for (const row of rows) {
    if (row.length === columns.length) continue;
    throw new RangeError(
      `Cannot lay out a row of ${row.length} cells in ${columns.length} columns.`,
    );
  }
  const widths = columns.map(({ title }, column) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => align(cell, widths[column] ?? 0, columns[column]?.align))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => (terminal.unicode ? "─" : "-").repeat(width));
  return [
    line(columns.map(({ title }) => paint(title, "bold", terminal))),
    paint(line(rule), "dim", terminal),
    ...rows.map(line),
  ].join("\n");
}

function align(cell: string, width: number, side: TableColumn["align"]): string {
  const padding = " ".repeat(width - displayWidth(cell));
  return side === "right" ? padding + cell : cell + padding;
}
