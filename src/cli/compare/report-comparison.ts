import type { Interval } from "../../domain/estimate.ts";
import { type StatedEstimate, statedEstimateOf } from "../../domain/stated-estimate.ts";
import { formatDifference } from "../render/format-difference.ts";
import { formatPoints } from "../render/format-percent.ts";
import { formatRatio } from "../render/format-ratio.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { HYPERVOLUME_LEGEND } from "../render/hypervolume-legend.ts";
import { OUTLIER_LEGEND } from "../render/outlier-legend.ts";
import type { ReportBlock } from "../render/render-report.ts";
import type { TableColumn } from "../render/render-table.ts";
import { rulesText } from "../render/rules-text.ts";
import type { Terminal } from "../render/terminal.ts";
import type { Comparison, ComparisonDocument } from "./comparison-document.ts";

/** A comparison for people: a table for each way in which two controllers can be put beside each other. */
export function reportComparison(
  document: ComparisonDocument,
  { unicode }: Pick<Terminal, "unicode">,
): ReportBlock[] {
  const { a, b, permutations, answers } = document;
  const rules = rulesText(document.rules);
  const beta = unicode ? "β" : "beta";
  return [
    { kind: "heading", text: `${a.name} beside ${b.name}` },
    ...atEqualBeta(document, beta),
    ...atMatchedTokens(document),
    ...atMatchedAccuracy(document),
    ...wholeFrontiers(document),
    {
      kind: "paragraph",
      text: [
        `Each question was played in ${permutations[1] - permutations[0]} permutations; answers were compared in ${answers} mode.`,
        ...(rules === "" ? [] : [rules]),
        "Intervals are 95 %, paired, over questions; environments weigh the same, and all models of a question",
        "are resampled together. Not separated: the interval holds no difference, so neither better, worse",
        "nor equal is shown.",
        ...(document.comparisons.some(hasOutlier) ? [OUTLIER_LEGEND] : []),
      ].join("\n"),
    },
  ];
}

function atEqualBeta({ a, b, comparisons }: ComparisonDocument, beta: string): ReportBlock[] {
  if (a.hasKnobs !== b.hasKnobs) {
    const [fixed, free] = a.hasKnobs ? [b, a] : [a, b];
    return [
      {
        kind: "paragraph",
        text: `${fixed.name} has no knobs: it is one cell, and ${free.name} is interpolated where it equals it.`,
      },
    ];
  }
  const rows = comparisons.flatMap((comparison) =>
    comparison.atEqualBeta.map((cell) => [
      scopeOf(comparison),
      ...(a.hasKnobs ? [String(cell.beta)] : []),
      difference(cell.accuracy, formatPoints),
      difference(cell.tokens, formatTokens),
      difference(cell.criticalPathTokens, formatTokens),
    ]),
  );
  const columns: TableColumn[] = [
    { title: "environment" },
    ...(a.hasKnobs ? [{ title: beta, align: "right" } as const] : []),
    { title: "accuracy, points" },
    { title: "tokens" },
    { title: "critical path" },
  ];
  const where = a.hasKnobs ? `at equal ${beta}` : "as they are";
  return [
    { kind: "heading", text: `${a.name} minus ${b.name}, ${where}` },
    { kind: "table", columns, rows },
  ];
}

function atMatchedTokens({ a, b, comparisons }: ComparisonDocument): ReportBlock[] {
  const rows = comparisons.map((comparison) => {
    const { atMatchedTokens: matched } = comparison;
    return [
      scopeOf(comparison),
      matched === null ? "nothing in common" : rangeText(matched.tokens, formatTokens),
      matched === null ? "" : difference(matched.accuracy, formatPoints),
    ];
  });
  const columns = [
    { title: "environment" },
    { title: "tokens that both cover" },
    { title: "accuracy, points" },
  ];
  return [
    { kind: "heading", text: `${a.name} minus ${b.name}, at matched tokens` },
    { kind: "table", columns, rows },
  ];
}

function atMatchedAccuracy({ a, b, comparisons }: ComparisonDocument): ReportBlock[] {
  const rows = comparisons.map((comparison) => {
    const { atMatchedAccuracy: matched } = comparison;
    return [
      scopeOf(comparison),
      matched === null ? "nothing in common" : rangeText(matched.accuracy, formatPoints),
      matched === null ? "" : formatRatio(statedEstimateOf(matched.tokenRatio)),
    ];
  });
  const columns = [
    { title: "environment" },
    { title: "accuracy % that both cover" },
    { title: "token ratio" },
  ];
  return [
    { kind: "heading", text: `Tokens of ${a.name} per token of ${b.name}, at matched accuracy` },
    { kind: "table", columns, rows },
  ];
}

function wholeFrontiers({ a, b, comparisons }: ComparisonDocument): ReportBlock[] {
  const rows = comparisons.map((comparison) => [
    scopeOf(comparison),
    difference(comparison.hypervolume, threeDecimals),
  ]);
  return [
    { kind: "heading", text: `${a.name} minus ${b.name}, whole frontiers` },
    { kind: "table", columns: [{ title: "environment" }, { title: "hypervolume" }], rows },
    {
      kind: "paragraph",
      text: `${HYPERVOLUME_LEGEND}\nWho cannot run cheaply loses much of it by that alone: read it beside the ranges that both cover.`,
    },
  ];
}

function hasOutlier(comparison: Comparison): boolean {
  const { atEqualBeta: cells, atMatchedTokens: tokens, atMatchedAccuracy: accuracy } = comparison;
  const shown = [
    ...cells.flatMap((cell) => [cell.accuracy, cell.tokens, cell.criticalPathTokens]),
    tokens?.accuracy,
    accuracy?.tokenRatio,
    comparison.hypervolume,
  ];
  return shown.some((stated) => stated !== undefined && stated.outlierShare !== null);
}

function scopeOf({ environments }: Comparison): string {
  return environments.length === 1 ? environments[0]! : `all ${environments.length} together`;
}

function rangeText([low, high]: Interval, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? from : `${from} to ${to}`;
}

function difference(stated: StatedEstimate, format: (value: number) => string): string {
  return formatDifference(statedEstimateOf(stated), format);
}

function threeDecimals(figure: number): string {
  const text = figure.toFixed(3);
  return text === "-0.000" ? "0.000" : text;
}
