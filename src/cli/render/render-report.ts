import { renderPlot, type PlotSeries } from "./render-plot.ts";
import { renderTable, type TableColumn } from "./render-table.ts";
import { paint } from "./paint.ts";
import type { Terminal } from "./terminal.ts";

/** A part of a report, before it is known where it is read. */
export type ReportBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "plot"; readonly series: readonly PlotSeries[] };

/** A report for a terminal. */
export function renderReport(blocks: readonly ReportBlock[], terminal: Terminal): string {
  return blocks.map((block) => blockText(block, terminal)).join("\n\n");
}

/** The same report as Markdown; plots stand in it as text. */
export function renderMarkdown(blocks: readonly ReportBlock[]): string {
  return blocks.map(blockMarkdown).join("\n\n");
}

function blockText(block: ReportBlock, terminal: Terminal): string {
  switch (block.kind) {
    case "heading":
      return paint(block.text, "bold", terminal);
    case "paragraph":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "table":
      return renderTable(block.columns, block.rows, terminal);
    case "plot":
      return renderPlot(block.series, terminal);
  }
}

function blockMarkdown(block: ReportBlock): string {
  switch (block.kind) {
    case "heading":
      return `## ${block.text}`;
    case "paragraph":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "table":
      return markdownTable(block.columns, block.rows);
    case "plot": {
      const plot = renderPlot(block.series, { colour: false, unicode: true, width: 80 });
      return `\`\`\`text\n${plot}\n\`\`\``;
    }
  }
}

function markdownTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string {
  return [
    markdownRow(columns.map(({ title }) => title)),
    markdownRow(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map(markdownRow),
  ].join("\n");
}

function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.trim().replaceAll("|", "\\|")).join(" | ")} |`;
}
