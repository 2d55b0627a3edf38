import type { Estimate } from "../../domain/estimate.ts";
import { formatDifference } from "../render/format-difference.ts";
import { formatEstimate } from "../render/format-estimate.ts";
import { formatPoints } from "../render/format-percent.ts";
import type { ReportBlock } from "../render/render-report.ts";
import type { TableColumn } from "../render/render-table.ts";
import type { ComparedCell } from "./compare-rows.ts";
import { formatKiloTokens } from "./format-kilo-tokens.ts";
import { methodName } from "./method-name.ts";
import type { Curve, ReproductionDocument } from "./reproduction-document.ts";
import { reportFacts } from "./report-facts.ts";

const DATASET_TITLES: Readonly<Record<string, string>> = {
  aime24: "AIME24 (search)",
  aime25: "AIME25 (held out)",
  hmmt25: "HMMT25 (held out)",
};

/** Methods in a plot: as many as it has marks. */
const SERIES_MAX = 8;

/** The published tables and figures beside ours, for people. */
export function reportReproduction(document: ReproductionDocument): readonly ReportBlock[] {
  const { permutations, missing, mainTable, parallelProbeTable, curves } = document;
  return [
    { kind: "heading", text: "Published figures beside ours" },
    {
      kind: "paragraph",
      text: `Each question was played in ${permutations} permutations, with answers compared as exact texts. Accuracies are in %, tokens in thousands. Ours are means over these questions with 95 % intervals over questions; one without an interval is the same, or nearly, for too many of them. Printed figures are in the columns "paper".`,
    },
    ...(missing.length === 0
      ? []
      : ([
          {
            kind: "paragraph",
            text: `NOT THERE, and so without figures of ours: ${missing.join(", ")}.`,
          },
        ] as const)),
    { kind: "heading", text: "Agreement with the published implementation" },
    { kind: "paragraph", text: agreementText(document) },
    ...tables("Main table", mainTable, "over the two held-out sets"),
    ...tables("Parallel-Probe table", parallelProbeTable, "over all three sets"),
    ...reportFacts(document),
    ...curves.flatMap(curveBlocks),
  ];
}

function agreementText({ agreement }: ReproductionDocument): string {
  if (agreement === null) {
    return "Not checked: the published implementation averages over 100 permutations, and others were played.";
  }
  const { cells, accuracyDeviation, tokensDeviation, agrees, deviating } = agreement;
  const figures = `accuracy is off by ${accuracyDeviation.toFixed(2)} points at most, mean tokens by ${tokensDeviation.toFixed(4)}`;
  return agrees
    ? `All ${cells} cells agree: ${figures}.`
    : `${deviating.length} of ${cells} cells deviate (${figures}): ${deviating.join("; ")}.`;
}

/** A table for each set that we have something of, one of averages, and the remarks on them. */
function tables(
  title: string,
  cells: readonly ComparedCell[],
  averagedOver: string,
): readonly ReportBlock[] {
  const byDataset = [...Map.groupBy(cells, ({ dataset }) => dataset)];
  return byDataset.flatMap(([dataset, own]): readonly ReportBlock[] => {
    if (own.every(({ ours, remark }) => ours === null && remark === null)) return [];
    const heading = DATASET_TITLES[dataset] ?? `averages ${averagedOver}`;
    const remarks = [...new Set(own.flatMap(({ remark }) => remark ?? []))];
    return [
      { kind: "heading", text: `${title}: ${heading}` },
      comparedTable(own, remarks),
      ...(remarks.length === 0
        ? []
        : ([{ kind: "list", items: remarks.map((text, k) => `(${k + 1}) ${text}`) }] as const)),
    ];
  });
}

function comparedTable(cells: readonly ComparedCell[], remarks: readonly string[]): ReportBlock {
  const isTimed = cells.some(({ published }) => published.sequentialKiloTokens !== undefined);
  const columns: readonly TableColumn[] = [
    { title: "model" },
    { title: "method" },
    { title: "paper %", align: "right" },
    { title: "ours %" },
    ...(isTimed ? sequentialColumns() : []),
    { title: "paper tokens", align: "right" },
    { title: "our tokens" },
    { title: "remark" },
  ];
  const rows = cells.map(({ published, ours, remark, ...cell }) => [
    cell.model,
    methodName(cell),
    published.accuracyPercent.toFixed(1),
    ours === null ? "-" : accuracyText(ours.accuracy),
    ...(isTimed
      ? [published.sequentialKiloTokens?.toFixed(1) ?? "-", tokensText(ours?.sequentialTokens)]
      : []),
    published.kiloTokens.toFixed(1),
    tokensText(ours?.tokens),
    remark === null ? "" : `(${remarks.indexOf(remark) + 1})`,
  ]);
  return { kind: "table", columns, rows };
}

function sequentialColumns(): readonly TableColumn[] {
  return [{ title: "paper seq.", align: "right" }, { title: "our seq." }];
}

/** The Pareto figure of one environment: the curve over β, and the methods without a knob as points. */
function curveBlocks({ environment, cells, costFalls }: Curve): readonly ReportBlock[] {
  const byController = [...Map.groupBy(cells, ({ controller }) => controller)];
  const falls = costFalls.map(
    ({ from, to, difference }) =>
      `Mean tokens fall from β = ${from} to ${to}: ${formatDifference(difference, formatKiloTokens)}`,
  );
  return [
    { kind: "heading", text: `Accuracy over tokens: ${environment}` },
    {
      kind: "plot",
      series: byController.slice(0, SERIES_MAX).map(([label, own]) => ({
        label,
        points: own.map(({ tokens, accuracy }) => ({
          tokens: tokens.value,
          accuracy: accuracy.value,
        })),
      })),
    },
    {
      kind: "table",
      columns: [
        { title: "method" },
        { title: "accuracy %" },
        { title: "tokens" },
        { title: "critical path" },
        { title: "longest" },
      ],
      rows: cells.map((cell) => [
        methodName(cell),
        accuracyText(cell.accuracy),
        tokensText(cell.tokens),
        tokensText(cell.criticalPathTokens),
        tokensText(cell.longestBranchTokens),
      ]),
    },
    {
      kind: "paragraph",
      text: falls.length === 0 ? "Mean tokens rise with β throughout." : falls.join("\n"),
    },
  ];
}

function accuracyText(accuracy: Estimate): string {
  return formatEstimate(accuracy, formatPoints, 5);
}

function tokensText(tokens: Estimate | undefined): string {
  return tokens === undefined ? "-" : formatEstimate(tokens, formatKiloTokens, 6);
}
