import { displayWidth } from "./display-width.ts";
import { createDotCanvas, type Dot, DOTS_ACROSS, DOTS_DOWN } from "./dot-canvas.ts";
import { paint, SERIES_COLOURS } from "./paint.ts";
import { accuracyTicks, type Tick, tokenTicks } from "./plot-ticks.ts";
import type { Terminal } from "./terminal.ts";

/** The cells of one controller; drawn as marks that a line joins in order of cost. */
export interface PlotSeries {
  readonly label: string;
  readonly points: readonly { readonly tokens: number; readonly accuracy: number }[];
}

/** Marks by series: told apart without colour. Beyond the last they start again. */
const MARKS = ["●", "▲", "■", "◆", "○", "△", "□", "◇"] as const;
const ASCII_MARKS = ["o", "x", "+", "*", "#", "@", "%", "&"] as const;

/** Cells of the plotting area from top to bottom; the width follows the terminal, within bounds. */
const ROWS = 17;
const WIDTH_MIN = 40;
const WIDTH_MAX = 80;
/** Room for `100%` and the axis. */
const MARGIN = 6;

/**
 * Draws accuracy over the logarithm of mean tokens, with axes and a legend. Where marks
 * meet, that of the earlier series is seen.
 */
export function renderPlot(
  series: readonly PlotSeries[],
  terminal: Pick<Terminal, "colour" | "unicode" | "width">,
): string {
  const points = series.flatMap((one) => one.points);
  if (points.length === 0) return "Nothing to plot: no points.";

  const width = Math.max(WIDTH_MIN, Math.min(terminal.width, WIDTH_MAX));
  const columns = width - MARGIN;
  const accuracies = points.map((point) => point.accuracy);
  const yTicks = accuracyTicks(Math.min(...accuracies), Math.max(...accuracies));
  const y = scaleOf(yTicks.at(-1)?.value ?? 1, yTicks[0]?.value ?? 0, ROWS * DOTS_DOWN);
  const costs = points.map((point) => Math.log10(Math.max(point.tokens, 1)));
  const [cheapest, dearest] = padded(Math.min(...costs), Math.max(...costs));
  const x = scaleOf(cheapest, dearest, columns * DOTS_ACROSS);

  const canvas = createDotCanvas({ columns, rows: ROWS }, terminal);
  const drawn = series.map((one, index) => ({
    mark: markOf(index, terminal),
    colour: colourOf(index),
    dots: one.points
      .toSorted((a, b) => a.tokens - b.tokens)
      .map((point): Dot => ({ x: x(Math.log10(Math.max(point.tokens, 1))), y: y(point.accuracy) })),
  }));
  for (const { dots, colour } of drawn.toReversed()) {
    for (const [index, dot] of dots.entries()) canvas.line(dots[index - 1] ?? dot, dot, colour);
  }
  for (const { dots, mark, colour } of drawn.toReversed()) {
    for (const dot of dots) canvas.mark(dot, mark, colour);
  }

  const xTicks = tokenTicks(10 ** cheapest, 10 ** dearest).map(({ value, label }) => ({
    label,
    column: Math.floor(x(Math.log10(value)) / DOTS_ACROSS),
  }));
  const rowOf = ({ value }: Tick): number => Math.floor(y(value) / DOTS_DOWN);
  const yLabels = new Map(yTicks.map((tick) => [rowOf(tick), tick.label]));
  return [
    `${" ".repeat(MARGIN)}accuracy over mean tokens (log scale)`,
    ...canvas.rows().map((row, index) => besideAxis(yLabels.get(index), terminal) + row),
    ...tokenAxis(xTicks, columns, terminal),
    ...legend(series, width, terminal),
  ].join("\n");
}

/** Maps `from … to` onto dots 0 … `dots` − 1. */
function scaleOf(from: number, to: number, dots: number): (value: number) => number {
  return (value) => Math.round(((value - from) / (to - from)) * (dots - 1));
}

/** A range with some room on both sides, so that no mark sits on an edge and a single point has a range. */
function padded(low: number, high: number): [number, number] {
  const room = Math.max((high - low) * 0.03, 0.05);
  return [low - room, high + room];
}

function besideAxis(label: string | undefined, { unicode }: Pick<Terminal, "unicode">): string {
  const [tick, axis] = unicode ? ["┤", "│"] : ["+", "|"];
  return (label ?? "").padStart(MARGIN - 1) + (label === undefined ? axis : tick);
}

/** The axis line with its ticks, and their labels: one that would touch its left neighbour is left out. */
function tokenAxis(
  ticks: readonly { readonly label: string; readonly column: number }[],
  columns: number,
  { unicode }: Pick<Terminal, "unicode">,
): string[] {
  const [corner, axis, tickMark] = unicode ? ["└", "─", "┬"] : ["+", "-", "+"];
  const line = Array.from({ length: columns }, () => axis);
  let labels = "";
  for (const { label, column } of ticks) {
    const start = Math.max(column - Math.floor((label.length - 1) / 2), 0);
    const isFree = start >= labels.length + (labels === "" ? 0 : 2);
    if (!isFree || start + label.length > columns) continue;
    labels = labels.padEnd(start) + label;
    line[column] = tickMark;
  }
  return [" ".repeat(MARGIN - 1) + corner + line.join(""), " ".repeat(MARGIN) + labels];
}

function legend(
  series: readonly PlotSeries[],
  width: number,
  terminal: Pick<Terminal, "colour" | "unicode">,
): string[] {
  const lines: string[] = [];
  for (const [index, { label }] of series.entries()) {
    const entry = `${paint(markOf(index, terminal), colourOf(index), terminal)} ${label}`;
    const extended = `${lines.at(-1) ?? ""}   ${entry}`;
    if (lines.length > 0 && displayWidth(extended) <= width) lines[lines.length - 1] = extended;
    else lines.push(" ".repeat(MARGIN) + entry);
  }
  return lines;
}

function markOf(index: number, { unicode }: Pick<Terminal, "unicode">): string {
  const marks = unicode ? MARKS : ASCII_MARKS;
  return marks[index % marks.length] ?? marks[0];
}

function colourOf(index: number): (typeof SERIES_COLOURS)[number] {
  return SERIES_COLOURS[index % SERIES_COLOURS.length] ?? SERIES_COLOURS[0];
}
