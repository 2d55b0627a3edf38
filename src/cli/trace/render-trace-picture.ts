import { clipText } from "../render/clip-text.ts";
import { displayWidth } from "../render/display-width.ts";
import { escapeText } from "../render/escape-text.ts";
import { type Colour, paint } from "../render/paint.ts";
import type { Terminal } from "../render/terminal.ts";
import type { TraceDocument } from "./trace-document.ts";
import { type TraceMarks, traceMarks } from "./trace-marks.ts";

type View = Pick<Terminal, "colour" | "unicode" | "width">;

/** What is known of an interval: an answer, `null` for no valid one, `undefined` where nobody asked. */
type Known = string | null | undefined;

/** A branch as the episode left it. */
interface Row {
  /** What is known of each interval, from the first. */
  readonly intervals: Known[];
  finished: boolean;
  pruned: boolean;
  newest: Known;
}

/** Answers that get a letter of their own, those of most branches first; green is the right one's. */
const LETTERS = "abcdef";
const COLOURS: readonly Colour[] = ["cyan", "yellow", "magenta", "blue", "red"];

const ANSWER_WIDTH_MIN = 6;
const ANSWER_WIDTH_MAX = 24;
/** However narrow the terminal says it is. */
const COLUMNS_MIN = 10;
/** Of the rule above the rows: a number every so many columns. */
const RULE_STEP = 10;

/**
 * Draws branches as rows and depth as columns: in each interval the answer that a probe revealed, at the end
 * of the row whether the branch finished, was pruned or was left, and its newest answer. Fits the terminal,
 * several intervals to a column where there are too many.
 */
export function renderTracePicture(document: TraceDocument, terminal: View): string {
  const rows = rowsOf(document);
  if (rows.length === 0) return "No branch was opened.";
  const marks = traceMarks(terminal);
  const ranked = rankedAnswers(rows);
  const style = styleOf(ranked, document.gold, marks);
  const margin = String(rows.length - 1).length + 1;
  const deepest = Math.max(...rows.map(({ intervals }) => intervals.length));
  const room = terminal.width - margin - 1;
  const columnsMax = Math.max(COLUMNS_MIN, room - TAIL_WIDTH - ANSWER_WIDTH_MIN);
  const perColumn = Math.ceil(deepest / columnsMax);
  const columns = Math.ceil(deepest / perColumn);
  const answerWidth = Math.max(
    ANSWER_WIDTH_MIN,
    Math.min(ANSWER_WIDTH_MAX, room - columns - TAIL_WIDTH),
  );

  const draw = (row: Row, index: number): string => {
    const cells = Array.from(
      { length: Math.ceil(row.intervals.length / perColumn) },
      (_, column) => {
        const known = row.intervals
          .slice(column * perColumn, (column + 1) * perColumn)
          .findLast((one) => one !== undefined);
        const { glyph, colour } = style(known);
        return paint(glyph, colour, terminal);
      },
    );
    const end = row.pruned ? marks.pruned : row.finished ? marks.finished : marks.stopped;
    const pad = " ".repeat(columns - cells.length);
    const isGold = row.newest === document.gold;
    const newest =
      typeof row.newest === "string" ? clipText(shown(row.newest), answerWidth, terminal) : "";
    const tail = ` ${isGold ? paint(marks.gold, "green", terminal) : " "} ${paint(newest, style(row.newest).colour, terminal)}`;
    const label = paint(String(index).padStart(margin - 1), "dim", terminal);
    return `${label} ${cells.join("")}${end}${pad}${tail}`.trimEnd();
  };

  const ruler = Array.from({ length: Math.floor(columns / RULE_STEP) }, (_, k) =>
    String((k + 1) * RULE_STEP * perColumn).padStart(RULE_STEP),
  ).join("");
  const tokens = perColumn * document.intervalTokens;
  const scale = perColumn === 1 ? "an interval" : `${perColumn} intervals`;
  return [
    `Branches by depth: a row is a branch, a column ${scale} of ${tokens} tokens`,
    ...(ruler === "" ? [] : [paint(" ".repeat(margin) + ruler, "dim", terminal)]),
    ...rows.map(draw),
    "",
    ...legend(ranked, document.gold, style, marks, terminal),
  ].join("\n");
}

/** End mark, a space, the mark of the right answer, a space. */
const TAIL_WIDTH = 4;

function rowsOf({ actions }: TraceDocument): Row[] {
  const rows: Row[] = [];
  for (const { action, branch, depth, finished, answer } of actions) {
    const row = (rows[branch] ??= {
      intervals: [],
      finished: false,
      pruned: false,
      newest: undefined,
    });
    while (row.intervals.length < depth) row.intervals.push(undefined);
    if (action === "PRUNE") row.pruned = true;
    else row.finished = finished;
    if (answer === undefined) continue;
    row.intervals[depth - 1] = answer;
    row.newest = answer;
  }
  return rows;
}

interface Ranked {
  readonly answer: string;
  /** Branches whose newest answer it is. */
  branches: number;
  /** Intervals at which it was revealed. */
  reveals: number;
}

/** All answers that were revealed: those of most branches first, then those revealed most often. */
function rankedAnswers(rows: readonly Row[]): Ranked[] {
  const ranked = new Map<string, Ranked>();
  for (const { intervals, newest } of rows) {
    for (const answer of intervals) {
      if (typeof answer !== "string") continue;
      const one = ranked.get(answer) ?? { answer, branches: 0, reveals: 0 };
      one.reveals++;
      ranked.set(answer, one);
    }
    const last = typeof newest === "string" ? ranked.get(newest) : undefined;
    if (last !== undefined) last.branches++;
  }
  return [...ranked.values()].toSorted((a, b) => b.branches - a.branches || b.reveals - a.reveals);
}

type Style = (known: Known) => { readonly glyph: string; readonly colour: Colour };

function styleOf(ranked: readonly Ranked[], gold: string, marks: TraceMarks): Style {
  const places = new Map(ranked.map(({ answer }, place) => [answer, place]));
  return (known) => {
    if (known === undefined) return { glyph: marks.unasked, colour: "dim" };
    if (known === null) return { glyph: marks.noAnswer, colour: "dim" };
    const place = places.get(known) ?? LETTERS.length;
    const glyph = LETTERS[place] ?? marks.otherAnswer;
    if (known === gold) return { glyph, colour: "green" };
    return { glyph, colour: LETTERS[place] === undefined ? "dim" : (COLOURS[place] ?? "dim") };
  };
}

function legend(
  ranked: readonly Ranked[],
  gold: string,
  style: Style,
  marks: TraceMarks,
  terminal: View,
): string[] {
  const named = ranked.slice(0, LETTERS.length).map(({ answer, branches }) => {
    const { glyph, colour } = style(answer);
    const right = answer === gold ? ` ${marks.gold}` : "";
    return `${paint(glyph, colour, terminal)} ${clipText(shown(answer), ANSWER_WIDTH_MAX, terminal)}${right} (${branches})`;
  });
  const others = ranked.length - named.length;
  const entries = [
    ...named,
    ...(others > 0 ? [`${marks.otherAnswer} ${others} other answers`] : []),
    `${marks.noAnswer} no valid answer`,
    `${marks.unasked} not probed`,
    `${marks.finished} finished`,
    `${marks.pruned} pruned`,
    `${marks.stopped} left running`,
    `${marks.gold} the right answer`,
    "(n): branches that gave it last",
  ];
  const lines: string[] = [];
  for (const entry of entries) {
    const extended = `${lines.at(-1) ?? ""}   ${entry}`;
    if (lines.length > 0 && displayWidth(extended) <= terminal.width) {
      lines[lines.length - 1] = extended;
    } else lines.push(entry);
  }
  return lines;
}

function shown(answer: string): string {
  return escapeText(answer) || '""';
}
