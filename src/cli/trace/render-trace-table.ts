import { clipText } from "../render/clip-text.ts";
import { escapeText } from "../render/escape-text.ts";
import { paint } from "../render/paint.ts";
import { renderTable, type TableColumn } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import type { TraceDocument } from "./trace-document.ts";
import { traceMarks } from "./trace-marks.ts";

type View = Pick<Terminal, "colour" | "unicode" | "width">;

const COLUMNS: readonly TableColumn[] = [
  { title: "batch", align: "right" },
  { title: "action" },
  { title: "branch", align: "right" },
  { title: "depth", align: "right" },
  { title: "charge", align: "right" },
  { title: "tokens", align: "right" },
  { title: "critical", align: "right" },
  { title: "answer" },
  { title: "leader" },
];

/** What all columns but the answers take, the spaces between columns included. */
const FIGURES_WIDTH = 64;
const ANSWER_WIDTH_MIN = 8;
const HEAD_LINES = 2;

/** One line an action, the controller's notes where they were made. */
export function renderTraceTable(
  { actions, notes, labels }: TraceDocument,
  terminal: View,
): string {
  const marks = traceMarks(terminal);
  const answerWidth = Math.max(ANSWER_WIDTH_MIN, Math.floor((terminal.width - FIGURES_WIDTH) / 2));
  const show = (answer: string | null | undefined): string => {
    if (answer === undefined) return "";
    if (answer === null) return "(none)";
    return clipText(escapeText(answer), answerWidth, terminal) || '""';
  };
  const rows = actions.map((one) => [
    one.batch === null ? "" : String(one.batch),
    one.action,
    String(one.branch),
    String(one.depth),
    hundredths(one.chargeTokens),
    hundredths(one.tokens),
    hundredths(one.criticalPathTokens),
    show(one.answer) + (one.finished && one.answer !== undefined ? ` ${marks.finished}` : ""),
    one.leader === null ? "" : show(one.leader),
  ]);
  const lines = renderTable(COLUMNS, rows, terminal).split("\n");
  const table: string[] = lines.slice(0, HEAD_LINES);
  for (let k = 0; k <= actions.length; k++) {
    for (const note of notes) {
      if (note.before !== k) continue;
      const values = Object.entries(note.values).map(([name, value]) => `${name}=${value}`);
      const text = escapeText([note.reason, ...values].join("  "));
      table.push(paint(`       ${marks.note} ${text}`, "dim", terminal));
    }
    const line = lines[HEAD_LINES + k];
    if (line !== undefined) table.push(line);
  }
  table.push("leader: the newest answer of most branches not pruned; ties go to the first opened");
  if (notes.length > 0) {
    const named = labels.map((text, label) => `${label} = ${show(text)}`);
    table.push(clipText(`labels in notes: ${named.join(", ")}`, terminal.width, terminal));
  }
  return table.join("\n");
}

function hundredths(tokens: number): string {
  return String(Math.round(tokens * 100) / 100);
}
